package io.backstop.shell;

import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.Workflow;

/**
 * A run as a node hosts it.
 *
 * @param factory what lives at an address
 * @param workflow the root's state machine
 * @param listener what the node wants to know of the run
 * @param gate where the root waits, in drills
 * @param residents the run's entities that are awake on this node
 */
public record HostedRun(
        EntityFactory factory, Workflow<?, ?, ?> workflow, ShellListener listener, Gate gate, Residents residents) {
    /** A run that waits nowhere. */
    public static HostedRun of(EntityFactory factory, Workflow<?, ?, ?> workflow, ShellListener listener) {
        return new HostedRun(factory, workflow, listener, Gate.OPEN, new Residents());
    }
}
