package io.backstop.party;

import io.backstop.kernel.Event;
import java.util.List;

/** What happened to a debt register. */
public sealed interface RegisterEvent extends Event {
    /** The register was opened; a node that draws another refuses. */
    record Opened(long parties, long[] fingerprints) implements RegisterEvent {}

    /** A pass was settled for these parties. */
    record Settled(List<PartyChange> changes) implements RegisterEvent {}
}
