package io.backstop.adl;

import io.backstop.adl.AdlCommand.ClosedPair;
import io.backstop.kernel.Event;
import java.util.List;

/** What happened to an ADL coordinator. */
public sealed interface AdlEvent extends Event {
    /** A pass closed these pairs. */
    record Recorded(long tick, int pass, List<ClosedPair> pairs) implements AdlEvent {}
}
