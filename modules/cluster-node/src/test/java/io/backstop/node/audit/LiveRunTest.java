package io.backstop.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Checked;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.kernel.EntityId;
import io.backstop.node.JournalRows;
import io.backstop.node.JournalRows.Entity;
import io.backstop.node.SmallScenario;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.Rows;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LastEvents;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.shell.LastEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L1 on three nodes in one JVM: what live entities take for their last events, and the journal behind their backs. */
class LiveRunTest {
    @TempDir
    private Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void start() {
        cluster = LocalCluster.of(folder, 3);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private String held(String resolved, HoldPoint... holds) {
        String run = cluster.node(1)
                .submit(new Submission(resolved, 6, "", List.of(holds)))
                .run()
                .id();
        awaitHold(run, 0);
        return run;
    }

    private void awaitHold(String run, int number) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> cluster.node(2).holds(run).get(number).state() == Hold.State.WAITING);
    }

    private static LastEvents ask(ClusterNode node, List<String> paths) {
        return node.lastEvents(paths.stream().map(EntityId::parse).toList());
    }

    private Line audited(String run) {
        RunAudit.Outcome outcome = RunAudit.live(
                cluster.journal(),
                JournalStore.read(cluster.journal(), run).orElseThrow(),
                paths -> ask(cluster.node(2), paths));
        return outcome.lines().getLast();
    }

    private long entities(String run) {
        return Rows.lastNumbers(cluster.journal(), run).size();
    }

    private Line holds(String run) {
        Line line = audited(run);
        assertThat(line.name()).isEqualTo("L1");
        assertThat(line.verdict()).as(line.toString()).isEqualTo(Verdict.HOLDS);
        return line;
    }

    private void allAnswer(String run, long nodes) {
        assertThat(holds(run).checked())
                .containsExactly(new Checked("entities asked", entities(run)), new Checked("nodes", nodes));
    }

    private Break broken(String run) {
        Line line = audited(run);
        assertThat(line.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(line.breaks()).as(line.toString()).isEqualTo(1);
        return Objects.requireNonNull(line.first());
    }

    @Test
    void allEntitiesAnswerAlsoThoseOfALostNodeAndTheRunEndsAsIfNobodyHadAsked() {
        String resolved = LocalCluster.resolved(SmallScenario.in(folder));
        String run = held(resolved, new HoldPoint(20, 1));
        assertThat(entities(run)).isGreaterThan(80);
        allAnswer(run, 3);

        cluster.stop(1);
        allAnswer(run, 2);

        assertThat(cluster.node(3).release(run, 0)).isTrue();
        assertThat(cluster.await(cluster.node(3), run).digest()).isEqualTo(LocalCluster.digestInProcess(resolved));
    }

    @Test
    void itHoldsWhileTheRunGoesOn() {
        String run = held(
                LocalCluster.resolved(SmallScenario.ofTenMinutes(folder)), new HoldPoint(20, 1), new HoldPoint(300, 0));
        assertThat(cluster.node(2).release(run, 0)).isTrue();

        while (cluster.node(2).holds(run).getLast().state() != Hold.State.WAITING) {
            holds(run);
        }
        allAnswer(run, 3);
    }

    @Test
    void whatIsChangedBehindALiveEntitysBackIsNamed() throws SQLException {
        String run = held(LocalCluster.resolved(SmallScenario.in(folder)), new HoldPoint(20, 1));
        try (JournalRows rows = JournalRows.of(cluster.journal())) {
            Entity account = rows.longest(run, "ACCOUNT");
            rows.flip(account, account.last());
            Break changed = broken(run);
            assertThat(changed.entity()).isEqualTo(account.path());
            assertThat(changed.event()).isEqualTo(account.last());
            assertThat(changed.what())
                    .startsWith("is the last of the live entity at pekko://backstop@")
                    .endsWith(", and is another in the journal");
            rows.flip(account, account.last());
            allAnswer(run, 3);

            Entity engine = rows.longest(run, "MARGIN_ENGINE");
            LastEvent before =
                    ask(cluster.node(3), List.of(engine.path())).entities().getFirst();
            assertThat(before.number()).isEqualTo(engine.last());
            rows.delete(engine, engine.last(), engine.last());
            Break missing = broken(run);
            assertThat(missing.entity()).isEqualTo(engine.path());
            assertThat(missing.event()).isEqualTo(engine.last());
            assertThat(missing.what()).endsWith(", and is missing in the journal");
        }
        assertThat(cluster.node(3).cancel(run)).isTrue();
    }
}
