package io.backstop.party;

import io.backstop.kernel.Answer;

/** What a party says. */
public sealed interface PartyAnswer extends Answer {
    /** Settled, and this is what it is now. */
    record Settled(long fingerprint) implements PartyAnswer {}
}
