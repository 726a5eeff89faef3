package io.backstop.simulation;

import io.backstop.kernel.Event;
import java.util.List;

/** What a run persists: the facts since its last event. The last fact says what is asked of whom. */
public sealed interface RunEvent extends Event {
    /** The run went on by these facts, in order. */
    record Advanced(List<Fact> facts) implements RunEvent {}
}
