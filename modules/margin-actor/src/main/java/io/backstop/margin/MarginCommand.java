package io.backstop.margin;

import io.backstop.account.AccountChange;
import io.backstop.account.Levy;
import io.backstop.kernel.Command;
import java.util.List;

/** What a margin engine is asked in writing steps. */
public sealed interface MarginCommand extends Command {
    /** Open: keep the digest and the totals of the opening table. */
    record Open() implements MarginCommand {}

    /** Settle a pass for these accounts, in the order of their keys. */
    record Settle(List<AccountChange> changes) implements MarginCommand {}

    /** Charge every holder. */
    record Charge(Levy levy) implements MarginCommand {}
}
