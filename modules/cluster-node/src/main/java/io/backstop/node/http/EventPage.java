package io.backstop.node.http;

import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import java.util.List;

/**
 * Some events of a run's root.
 *
 * @param events in order, without holes; empty if none came in time
 * @param state of the run before the events were read: if it is not running and there are no events, there will be none
 */
public record EventPage(List<RootEvent> events, RunStatus.State state) {
    /** Whether the run has ended and the caller has all its events. */
    public boolean isEnd() {
        return events.isEmpty() && state != RunStatus.State.RUNNING;
    }
}
