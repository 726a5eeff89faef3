package io.backstop.lending.engine;

import io.backstop.kernel.Command;
import io.backstop.lending.account.LendingChange;
import java.util.List;

/** What a lending engine is asked in writing steps. */
public sealed interface LendingCommand extends Command {
    /** Open: keep the digest of the opening table. */
    record Open() implements LendingCommand {}

    /** Settle a pass for these accounts, in the order of their keys. */
    record Settle(List<LendingChange> changes) implements LendingCommand {}
}
