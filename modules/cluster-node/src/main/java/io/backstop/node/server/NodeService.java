package io.backstop.node.server;

import io.backstop.kernel.EntityId;
import io.backstop.node.runtime.Hold;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a node does for those who ask it over HTTP. Every node of a cluster gives the same answers, since they come from the
 * database that the nodes share; only {@link #health}, {@link #members} and {@link #shards} are the node's own view.
 *
 * <p>Calls block on the database: callers use a dispatcher of their own. Each throws
 * {@link io.backstop.node.runtime.JournalUnavailable} if the database cannot be reached.
 */
public interface NodeService {
    /**
     * Begins a run, or finds the one that the same submission began before.
     *
     * @throws io.backstop.node.run.CommandFailure if the scenario is not one
     */
    Submitted submit(Submission submission);

    /** All runs, the latest first. */
    List<RunStatus> runs();

    /** The run of an id. */
    Optional<RunStatus> run(String id);

    /**
     * Events of a run's root, in order; from them the run folder is made.
     *
     * @param after the number of the last event that the caller has; 0 for none
     * @param limit at most so many
     */
    List<RootEvent> events(String id, long after, int limit);

    /** The resolved scenario of a run. */
    Optional<String> resolvedScenario(String id);

    /**
     * A file of a complete run's folder, such as {@code summary.json} or {@code report.html}; the folder is made when it is first
     * asked for.
     *
     * @return empty if the run is not complete, or its folder has no such file
     */
    Optional<Path> result(String id, String file);

    /** Stops a run for good; it counts as failed, by request. Whether there was one to stop. */
    boolean cancel(String id);

    /** The faults that a run waits for; see {@link Hold}. */
    List<Hold> holds(String id);

    /** Lets a run go on past a hold. Whether the run was waiting there. */
    boolean release(String id, int hold);

    /** The members of the cluster, as this node sees them. */
    List<NodeMember> members();

    /** How many shards each node has; a node that does not answer keeps the question waiting for seconds. */
    Shards shards();

    /** How many shards and entities this node has. */
    Shards.Here here();

    /** The address of the node that has an entity, by the entity's path; empty if nobody has asked for its shard yet. */
    Optional<String> locate(String path);

    /**
     * Asks entities of runs that are going on, on whichever nodes they are, for their last events. Nothing changes by it; who sleeps
     * wakes. An address that the run does not have stays silent.
     */
    LastEvents lastEvents(List<EntityId> entities);

    /**
     * Has this node send messages twice and in another order, until it is told 0 and 0.
     *
     * @throws io.backstop.node.run.CommandFailure if the node is not one of a drill
     * @throws IllegalArgumentException if a share is not 0 to 1
     */
    void disturb(double duplicates, double reordered);

    /**
     * Declares a node dead, at once. One that lives ends itself when it hears of it.
     *
     * @param ended whether its process is known to have ended: then nobody waits until it is silent, and nobody tells it
     */
    void down(String address, boolean ended);

    /** Whether the node can work. */
    Health health();
}
