package io.backstop.simulation;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.simulation.DebtFact.DebtClosed;
import io.backstop.simulation.DebtFact.DebtOpened;
import java.util.List;

/**
 * What lending protocols and parties hold at the close of a tick, for a check by code that shares nothing with them.
 *
 * @param opened the books at time zero
 * @param pools of the protocols, with interest up to now
 * @param totals of the protocols' engines, counted from their columns
 * @param partyCash micro-dollars of all parties
 * @param partyUnits of each asset that parties hold
 * @param closed what is published of the close
 */
public record DebtHoldings(
        DebtOpened opened,
        List<LendingPool> pools,
        List<LendingTotals> totals,
        long partyCash,
        long[] partyUnits,
        DebtClosed closed) {}
