package io.backstop.party;

import io.backstop.kernel.Command;

/** What a party is asked in writing steps. */
public sealed interface PartyCommand extends Command {
    /**
     * Settle a pass.
     *
     * @param fingerprint of the party after it, as the register has it
     */
    record Settle(PartyChange change, long fingerprint) implements PartyCommand {}
}
