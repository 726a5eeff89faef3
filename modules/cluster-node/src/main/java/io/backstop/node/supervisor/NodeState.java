package io.backstop.node.supervisor;

import java.util.Locale;

/** What the supervisor knows of a node's process. */
public enum NodeState {
    /** It runs and has not said that it is ready. */
    STARTING,
    /** It has said that it is ready, and runs. */
    UP,
    /** It was stopped by a signal and will go on by another. */
    PAUSED,
    /** It was asked to leave. */
    LEAVING,
    /** It has ended. */
    EXITED;

    /** As shown to people and written as JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
