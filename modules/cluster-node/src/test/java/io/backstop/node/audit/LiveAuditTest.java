package io.backstop.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Checked;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.node.server.LastEvents;
import io.backstop.shell.Envelope;
import io.backstop.shell.LastEvent;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.WireMeter;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who is asked, how often, and which answers and rows break L1. */
class LiveAuditTest {
    private static final String ACCOUNT = "run/perps/0/ACCOUNT/longs-1";
    private static final String NODE = "pekko://backstop@127.0.0.1:7001";

    private static final KryoTable TABLE = Codecs.table();

    private final List<List<String>> asked = new ArrayList<>();

    private static Line line(LiveAudit audit) {
        return audit.line(12);
    }

    private static LastEvents answer(long number, long chain) {
        return new LastEvents(List.of(new LastEvent(EntityId.parse(ACCOUNT), number, 812, chain, NODE)), List.of());
    }

    private static Envelope fifthEvent(long step) {
        return Envelope.seal(TABLE, 1, new Recorded(5, step, new RunEvent.Advanced(List.of())));
    }

    private static Row row(Envelope envelope) {
        return new Row(
                ACCOUNT,
                5,
                ShellSerializer.storedManifest(envelope),
                new ShellSerializer(TABLE, WireMeter.NONE).toBinary(envelope));
    }

    @Test
    void aRunWithoutEventsHasNobodyToAsk() {
        Line line = line(LiveAudit.ask(new TreeMap<>(), paths -> {
            throw new AssertionError("asked for " + paths);
        }));

        assertThat(line.verdict()).isEqualTo(Verdict.NOTHING_TO_CHECK);
    }

    @Test
    void whoIsSilentIsAskedOnceMore() {
        Line line = line(LiveAudit.ask(new TreeMap<>(Map.of(ACCOUNT, 5L)), paths -> {
            asked.add(paths);
            return new LastEvents(List.of(), paths);
        }));

        assertThat(asked).containsExactly(List.of(ACCOUNT), List.of(ACCOUNT));
        assertThat(line.first()).isEqualTo(new Break(12, ACCOUNT, 5, "its live entity does not answer", 0));
    }

    @Test
    void whoIsBehindTheJournalIsNamed() {
        Line line = line(LiveAudit.ask(new TreeMap<>(Map.of(ACCOUNT, 7L)), paths -> answer(5, 1)));

        assertThat(line.first())
                .isEqualTo(new Break(
                        12,
                        ACCOUNT,
                        5,
                        "is the last of the live entity at " + NODE
                                + ", though the journal had event 7 before it was asked",
                        0));
    }

    @Test
    void anotherEventInTheJournalIsNamedThoughItsChecksumFits() {
        Envelope told = fifthEvent(812);
        LiveAudit same = LiveAudit.ask(new TreeMap<>(Map.of(ACCOUNT, 5L)), paths -> answer(5, told.hash()));
        LiveAudit other = LiveAudit.ask(new TreeMap<>(Map.of(ACCOUNT, 5L)), paths -> answer(5, told.hash()));
        same.take(row(told));
        other.take(row(fifthEvent(813)));

        assertThat(line(same).verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(line(other).first())
                .isEqualTo(new Break(
                        12,
                        ACCOUNT,
                        5,
                        "is the last of the live entity at " + NODE + ", and is another in the journal",
                        0));
    }

    @Test
    void manyAreAskedInTurns() {
        TreeMap<String, Long> stored = new TreeMap<>();
        for (int account = 0; account < 1_200; account++) {
            stored.put("run/perps/0/ACCOUNT/longs-" + account, 1L);
        }
        Line line = line(LiveAudit.ask(stored, paths -> {
            asked.add(paths);
            return new LastEvents(List.of(), List.of());
        }));

        assertThat(asked).extracting(List::size).containsExactly(500, 500, 200);
        assertThat(line.breaks()).isEqualTo(1_200);
        assertThat(line.checked()).containsExactly(new Checked("entities asked", 1_200), new Checked("nodes", 0));
    }
}
