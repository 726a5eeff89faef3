package io.backstop.node.run;

import io.backstop.simulation.RunPosition;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.WatchedRun;

/** Where a run is right now, for whoever looks. */
public final class Whereabouts {
    private volatile RunPosition position = RunPosition.OPENING;

    /** The tick that the run is in. */
    public long tick() {
        return position.tick();
    }

    /** Where it is. */
    public RunPosition position() {
        return position;
    }

    /** The tick and what was asked last, for a message. */
    public String words() {
        return "tick " + position.tick() + ", " + position.asking();
    }

    /** The same run, watched. */
    public WatchedRun watch(RunWorkflow run) {
        return new WatchedRun(run, there -> position = there);
    }
}
