package io.backstop.party;

import io.backstop.kernel.Event;
import org.jspecify.annotations.Nullable;

/** What happened to a party. */
public sealed interface PartyEvent extends Event {
    /**
     * A pass was settled.
     *
     * @param opening the party before its first event, else null
     */
    record Settled(@Nullable Party opening, PartyChange change) implements PartyEvent {}
}
