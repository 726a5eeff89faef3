package io.backstop.party;

import io.backstop.kernel.Command;
import java.util.List;

/** What a debt register is asked in writing steps. */
public sealed interface RegisterCommand extends Command {
    /** Open: keep the digest of the opening parties. */
    record Open() implements RegisterCommand {}

    /** Settle a pass for these parties, in the order of their numbers. */
    record Settle(List<PartyChange> changes) implements RegisterCommand {}
}
