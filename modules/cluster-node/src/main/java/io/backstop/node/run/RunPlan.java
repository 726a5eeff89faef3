package io.backstop.node.run;

import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that is about to start or to go on.
 *
 * @param id its name in entity addresses and journals
 * @param folder what it leaves behind
 * @param sourceText the scenario file
 * @param resolvedYaml the scenario with nothing left open
 * @param sha256 of {@code resolvedYaml}
 * @param jdbc the database, if it is not ours to start
 * @param cluster the nodes to submit it to; null to run it here
 * @param paired whether the same run without impact is made beside it
 * @param resumed whether the folder and the journal are there already
 * @param command arguments of the command line
 */
public record RunPlan(
        String id,
        Path folder,
        ResolvedScenario scenario,
        Openings openings,
        String sourceText,
        String resolvedYaml,
        String sha256,
        RuntimeKind runtime,
        JournalKind journal,
        @Nullable JdbcAddress jdbc,
        int partitions,
        @Nullable ClusterTarget cluster,
        boolean paired,
        boolean resumed,
        List<String> command) {
    /**
     * A cluster that somebody runs.
     *
     * @param nodes HTTP addresses; any of them takes the request
     * @param token null for none
     * @param key another one makes another run of the same scenario
     */
    public record ClusterTarget(List<URI> nodes, @Nullable String token, String key) {}

    /** The folder of the journal and of what a resume needs. */
    Path journalFolder() {
        return folder.resolve(JOURNAL);
    }

    /** Name of {@link #journalFolder()}. */
    static final String JOURNAL = "journal";

    /** Whether an interrupted run can go on. */
    boolean isDurable() {
        return cluster == null && runtime == RuntimeKind.CLUSTER && journal != JournalKind.MEMORY;
    }
}
