package io.backstop.simulation;

import io.backstop.kernel.Event;
import java.util.ArrayList;
import java.util.List;

/** What a run persists: the facts since its last event. The last fact says what is asked of whom. */
public sealed interface RunEvent extends Event {
    /** The run went on by these facts, in order. */
    record Advanced(List<Fact> facts) implements RunEvent {
        /** Facts that wait, and the one that is asked for. */
        static Advanced by(List<Fact> pending, Fact last) {
            List<Fact> facts = new ArrayList<>(pending);
            facts.add(last);
            return new Advanced(facts);
        }
    }
}
