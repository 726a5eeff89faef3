package io.backstop.node.runtime;

import io.backstop.shell.Backoff;
import java.time.Duration;
import java.util.List;

/**
 * How a node runs.
 *
 * @param journal where events are kept
 * @param threads threads of the one dispatcher that serves entities, sharding and journal; as many as cores
 * @param backoff when the root asks again
 * @param patience how long the journal may refuse before the run gives up
 * @param seeds addresses of a cluster to join; empty to be the first node of a new one
 * @param nodes how many nodes must be up before this one wakes the root
 */
public record ClusterOptions(
        Journal journal, int threads, Backoff backoff, Duration patience, List<String> seeds, int nodes) {
    /** A lone node with as many threads as cores. */
    public static ClusterOptions lone(Journal journal) {
        return new ClusterOptions(
                journal,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Backoff.standard(),
                Duration.ofSeconds(30),
                List.of(),
                1);
    }

    /** The same, with another backoff. */
    public ClusterOptions asking(Backoff other) {
        return new ClusterOptions(journal, threads, other, patience, seeds, nodes);
    }

    /** The same, joining a cluster. */
    public ClusterOptions joining(String address) {
        return new ClusterOptions(journal, threads, backoff, patience, List.of(address), nodes);
    }

    /** The same, with another patience. */
    public ClusterOptions patient(Duration other) {
        return new ClusterOptions(journal, threads, backoff, other, seeds, nodes);
    }

    /** The same, waiting for so many nodes before the run begins. */
    public ClusterOptions among(int other) {
        return new ClusterOptions(journal, threads, backoff, patience, seeds, other);
    }
}
