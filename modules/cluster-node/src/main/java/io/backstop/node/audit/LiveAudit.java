package io.backstop.node.audit;

import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Checked;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.node.server.LastEvents;
import io.backstop.shell.LastEvent;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * L1: what live entities take for their last events is in the journal. First all are asked, then the journal is read: it only
 * grows, so the check holds while the run goes on. The chain covers all events before, and the state is made of the events alone.
 */
final class LiveAudit {
    private static final String NAME = "L1";
    private static final String DESCRIPTION =
            "Each live entity's last event is in the journal, and none is behind the journal";
    private static final int AT_ONCE = 500;

    private final KryoTable table = Codecs.table();
    private final SortedMap<String, Long> stored;
    private final SortedMap<String, LastEvent> told = new TreeMap<>();
    private final SortedMap<String, Long> chains = new TreeMap<>();

    private LiveAudit(SortedMap<String, Long> stored) {
        this.stored = stored;
    }

    /**
     * Asks entities. Who is silent is asked once more, since its node may just have gone.
     *
     * @param stored the numbers of their last events in the journal before they are asked
     * @param nodes asks some of them
     */
    static LiveAudit ask(SortedMap<String, Long> stored, Function<List<String>, LastEvents> nodes) {
        LiveAudit audit = new LiveAudit(stored);
        audit.ask(audit.ask(List.copyOf(stored.keySet()), nodes), nodes);
        return audit;
    }

    /** Asks, and gives those who are silent. */
    private List<String> ask(List<String> paths, Function<List<String>, LastEvents> nodes) {
        List<String> silent = new ArrayList<>();
        for (int from = 0; from < paths.size(); from += AT_ONCE) {
            LastEvents answers = nodes.apply(paths.subList(from, Math.min(from + AT_ONCE, paths.size())));
            answers.entities().forEach(last -> told.put(last.entity().path(), last));
            silent.addAll(answers.silent());
        }
        return silent;
    }

    /** Takes a row of the journal, read after all were asked. */
    void take(Row row) {
        LastEvent last = told.get(row.persistenceId());
        if (last != null && last.number() == row.number()) {
            chains.put(
                    row.persistenceId(),
                    ShellSerializer.open(table, row.manifest(), row.bytes()).hash());
        }
    }

    /**
     * The outcome, once all rows were taken.
     *
     * @param tick the last that was closed
     */
    Line line(long tick) {
        List<Break> breaks = new ArrayList<>();
        stored.forEach((path, before) -> wrong(path, before, tick).ifPresent(breaks::add));
        long nodes = told.values().stream().map(LastEvent::address).distinct().count();
        Verdict verdict =
                stored.isEmpty() ? Verdict.NOTHING_TO_CHECK : breaks.isEmpty() ? Verdict.HOLDS : Verdict.BROKEN;
        return new Line(
                NAME,
                DESCRIPTION,
                verdict,
                List.of(new Checked("entities asked", stored.size()), new Checked("nodes", nodes)),
                breaks.size(),
                breaks.isEmpty() ? null : breaks.getFirst());
    }

    private Optional<Break> wrong(String path, long before, long tick) {
        LastEvent last = told.get(path);
        if (last == null) {
            return Optional.of(new Break(tick, path, before, "its live entity does not answer", 0));
        }
        return wrong(last, before, chains.get(path))
                .map(what -> "is the last of the live entity at " + last.address() + ", " + what)
                .map(what -> new Break(tick, path, last.number(), what, 0));
    }

    private static Optional<String> wrong(LastEvent last, long before, @Nullable Long chain) {
        if (last.number() < before) {
            return Optional.of("though the journal had event " + before + " before it was asked");
        }
        if (chain == null) {
            return Optional.of("and is missing in the journal");
        }
        return chain == last.chain() ? Optional.empty() : Optional.of("and is another in the journal");
    }
}
