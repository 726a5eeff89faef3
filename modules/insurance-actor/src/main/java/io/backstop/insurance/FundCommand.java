package io.backstop.insurance;

import io.backstop.kernel.Command;

/** What an insurance fund is asked in writing steps. */
public sealed interface FundCommand extends Command {
    /** Post a pass. */
    record Post(FundChange change) implements FundCommand {}
}
