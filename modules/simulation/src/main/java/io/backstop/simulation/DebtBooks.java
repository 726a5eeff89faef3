package io.backstop.simulation;

import io.backstop.lending.book.LendingPool;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lending protocols and parties hold in one pass.
 *
 * @param pools of the protocols, with interest up to now
 * @param clearing of the parties, null if there are none
 * @param nav of each asset's unit on its grid, -1 for what is no token
 */
record DebtBooks(List<LendingPool> pools, @Nullable DebtClearing clearing, long[] nav) {}
