package io.backstop.node.server;

import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.ClusterStore.SubmittedRun;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.report.InvariantResults;
import io.backstop.report.RunEnd;
import io.backstop.report.RunFolder;
import io.backstop.report.RunInfo;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Rules;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.Venue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The run folders of complete runs, made from the journal when somebody asks: any node can, and all make the same files. There are
 * no paired runs in them; {@code backstop run --cluster} adds those where it runs.
 */
final class RunResults {
    private static final int AT_ONCE = 200;

    private final Path folder;
    private final ClusterStore store;
    private final KryoTable table;
    private final String version;

    RunResults(Path folder, ClusterStore store, KryoTable table, String version) {
        this.folder = folder;
        this.store = store;
        this.table = table;
        this.version = version;
    }

    /**
     * A file of a complete run's folder.
     *
     * @return empty if the run is not complete, or its folder has no such file
     */
    synchronized Optional<Path> file(String run, String name) {
        Optional<SubmittedRun> found = store.run(run).filter(stored -> stored.state() == State.COMPLETE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path of = folder.resolve(run);
        if (!Files.exists(of.resolve(RunFolder.MANIFEST))) {
            make(found.get(), of);
        }
        Path file = of.resolve(name).normalize();
        return file.startsWith(of) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private void make(SubmittedRun run, Path of) {
        delete(of);
        String resolved = new String(run.scenario(), StandardCharsets.UTF_8);
        ResolvedScenario scenario = ResolvedScenarioCodec.read(resolved);
        RunInfo info =
                new RunInfo(version, Rules.VERSION, "cluster", "postgres", run.partitions(), List.of("submitted"));
        Instant started = Instant.now();
        try (RunFolder made = RunFolder.create(of, scenario, resolved, resolved, info)) {
            String root = Venue.runId(run.run()).path();
            long last = 0;
            List<Row> rows = store.events(root, last, AT_ONCE);
            while (!rows.isEmpty()) {
                for (Row row : rows) {
                    facts(row).forEach(made::accept);
                }
                last = rows.getLast().number();
                rows = store.events(root, last, AT_ONCE);
            }
            made.complete(InvariantResults.notChecked(), null, new RunEnd(started, Instant.now(), last, 0));
        }
    }

    private List<Fact> facts(Row row) {
        Recorded recorded =
                ShellSerializer.open(table, row.manifest(), row.bytes()).recorded();
        if (recorded != null && recorded.event() instanceof RunEvent.Advanced advanced) {
            return advanced.facts();
        }
        throw new JournalUnavailable("event " + row.number() + " of " + row.persistenceId() + " cannot be read");
    }

    private static void delete(Path of) {
        if (!Files.exists(of)) {
            return;
        }
        try (Stream<Path> files = Files.walk(of)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
