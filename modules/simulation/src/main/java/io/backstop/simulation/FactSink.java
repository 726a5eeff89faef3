package io.backstop.simulation;

/** Where a run's facts go, in their order; called again from the first fact after a recovery. */
public interface FactSink {
    /** Takes the next fact. */
    void accept(Fact fact);
}
