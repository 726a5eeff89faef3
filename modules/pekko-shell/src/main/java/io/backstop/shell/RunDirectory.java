package io.backstop.shell;

import java.util.concurrent.CompletionStage;

/** Which runs a node hosts; asked once for each entity that wakes. */
@FunctionalInterface
public interface RunDirectory {
    /**
     * The run of a name. It may have to be read from a database first; meanwhile what its entities are told waits.
     *
     * @return completes exceptionally if there is no such run or it has ended; its entities then stop
     */
    CompletionStage<HostedRun> find(String run);
}
