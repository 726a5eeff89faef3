package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.supervisor.KernelNamespaces;
import io.backstop.node.supervisor.Link;
import io.backstop.node.supervisor.NetworkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same faults where a cut link loses packets: each node in a network namespace of its own. Connections stay open and their senders
 * send again, as in a network that is broken, and are slower to do so the longer it was. Left out where nobody is root.
 */
@Tag("slow")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksInNamespacesTest extends LinkSuite {
    private @Nullable Processes nodes;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        KernelNamespaces.assumeHere();
        nodes = new Processes(folder, NetworkKind.NAMESPACES);
    }

    @AfterAll
    void close() {
        Optional.ofNullable(nodes).ifPresent(Processes::close);
    }

    @Override
    Processes nodes() {
        return Optional.ofNullable(nodes).orElseThrow();
    }

    /** F9, its first half: the database is behind a proxy for each node here too. R3. */
    @Test
    void theDatabaseStopsAndComesBack() throws InterruptedException {
        String run = held();
        nodes().release(run, 0);
        nodes().cluster().stopDatabase();
        Thread.sleep(Duration.ofSeconds(1));
        nodes().cluster().startDatabase();

        ends(run);
    }

    @Test
    void nobodyCountsWhatGoesOverALinkBetweenNamespaces() {
        Link link = nodes().cluster().links().between("node-1", "node-2");

        assertThat(link.traffic()).isEmpty();
        assertThat(nodes().cluster().links().toDatabase("node-1").traffic())
                .hasValueSatisfying(traffic -> assertThat(traffic.bytes()).isPositive());
    }
}
