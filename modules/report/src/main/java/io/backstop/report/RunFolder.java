package io.backstop.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a run leaves behind: a projection of its facts, written as they arise.
 *
 * <p>Its bytes are a pure function of the facts and the scenario, {@code manifest.json} and {@code journal/} aside. The manifest
 * is written last and appears whole or not at all; a folder without it is of a run that did not end.
 */
public final class RunFolder implements FactSink, AutoCloseable {
    /** Present when a run is complete. */
    public static final String MANIFEST = "manifest.json";

    private static final String SCENARIO = "scenario.yaml";
    private static final String RESOLVED = "resolved.yaml";
    private static final String SUMMARY = "summary.json";
    private static final String REPORT = "report.html";
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** All names of ours, so that a resumed run starts from none of them. */
    private static final List<String> FILES = List.of(
            MANIFEST,
            MANIFEST + ".part",
            SCENARIO,
            RESOLVED,
            SUMMARY,
            REPORT,
            "ticks.csv",
            "venue.csv",
            "liquidations.csv",
            "adl.csv",
            "waterfall.csv",
            "triggers.csv",
            "levies.csv",
            "unwinds.csv",
            Transfers.FILE,
            "collateral.csv",
            DebtTables.LOSSES,
            DebtTables.CLAIMS,
            GraphFile.FILE);

    private final Path folder;
    private final RunInfo info;
    private final RunTables tables;
    private final TableSet others;
    private final RunMeasures measures;
    private final RunSeries series;
    private final DeficitBook deficits;
    private final @Nullable DebtBook debts;
    private final List<RunListener> listeners;
    private final List<HashedFile.FileHash> written = new ArrayList<>();
    private long facts;
    private boolean complete;

    private RunFolder(Path folder, ResolvedScenario scenario, String sourceText, String resolvedYaml, RunInfo info)
            throws IOException {
        this.folder = folder;
        this.info = info;
        text(SCENARIO, sourceText);
        text(RESOLVED, resolvedYaml);
        this.others = new TableSet(folder, scenario.tickMillis());
        Transfers transfers = new Transfers(others, scenario);
        this.tables = new RunTables(folder, scenario, transfers);
        this.measures = new RunMeasures(scenario);
        this.series = new RunSeries(scenario);
        this.deficits = new DeficitBook(scenario);
        List<RunListener> all = new ArrayList<>(List.of(tables, measures, series, deficits));
        DebtMeasures debt = measures.debt();
        if (debt == null) {
            this.debts = null;
        } else {
            DebtTables debtTables = new DebtTables(debt.names(), others, transfers, debt.claims());
            this.debts = new DebtBook(debt.names(), debt.claims());
            all.add(debtTables);
            all.add(debts);
            all.add(new LossLedger(debt.names(), debt.claims(), List.of(debtTables::loss, debts::loss)));
        }
        this.listeners = List.copyOf(all);
    }

    /**
     * Makes the folder of a new run.
     *
     * @param sourceText the scenario file as it was read
     * @param resolvedYaml the scenario with nothing left open
     * @throws RunFolderException if the folder has files already or cannot be written (exit code 2)
     */
    public static RunFolder create(
            Path folder, ResolvedScenario scenario, String sourceText, String resolvedYaml, RunInfo info) {
        refuseUnlessEmpty(folder);
        try {
            Files.createDirectories(folder);
            return new RunFolder(folder, scenario, sourceText, resolvedYaml, info);
        } catch (IOException e) {
            throw RunFolderException.badInput("cannot write the run folder " + folder + ": " + reason(e));
        } catch (UncheckedIOException e) {
            throw RunFolderException.badInput("cannot write the run folder " + folder + ": " + reason(e.getCause()));
        }
    }

    /**
     * Opens the folder of an interrupted run. Its facts come again from the first one, so every file of ours starts empty;
     * {@code journal/} stays.
     *
     * @throws RunFolderException if there is no such folder or it cannot be written (exit code 2)
     */
    public static RunFolder recreate(
            Path folder, ResolvedScenario scenario, String sourceText, String resolvedYaml, RunInfo info) {
        if (!Files.isDirectory(folder)) {
            throw RunFolderException.badInput("no run folder to resume at " + folder);
        }
        try {
            for (String name : FILES) {
                Files.deleteIfExists(folder.resolve(name));
            }
            for (LendingSpec protocol : scenario.debt().lending()) {
                for (String name : ProtocolTables.FILES) {
                    Files.deleteIfExists(folder.resolve(protocol.name()).resolve(name));
                }
            }
            return new RunFolder(folder, scenario, sourceText, resolvedYaml, info);
        } catch (IOException e) {
            throw RunFolderException.badInput("cannot write the run folder " + folder + ": " + reason(e));
        } catch (UncheckedIOException e) {
            throw RunFolderException.badInput("cannot write the run folder " + folder + ": " + reason(e.getCause()));
        }
    }

    private static void refuseUnlessEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw RunFolderException.badInput("the run folder " + folder + " is a file; name a new folder with --out");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (entries.iterator().hasNext()) {
                throw RunFolderException.badInput(
                        "the run folder " + folder + " exists and is not empty; name a new one with --out");
            }
        } catch (IOException e) {
            throw RunFolderException.badInput("cannot read the run folder " + folder + ": " + reason(e));
        }
    }

    private static String reason(@Nullable IOException e) {
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        String message = e == null ? null : e.getMessage();
        return message == null ? "input/output error" : message;
    }

    /**
     * Takes the next fact and writes its rows.
     *
     * @throws RunFolderException if writing fails, as on a full disk (exit code 3)
     */
    @Override
    public void accept(Fact fact) {
        facts++;
        try {
            listeners.forEach(listener -> listener.tell(fact));
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        }
    }

    private RunFolderException failure(@Nullable IOException e) {
        return RunFolderException.failure(
                "writing the run folder " + folder + " failed: " + reason(e) + "; the folder is incomplete");
    }

    /** The outcome so far. */
    public RunSummary summary(InvariantResults invariants) {
        return measures.summary(invariants);
    }

    /**
     * Ends the folder: summary, report and, last of all, the manifest.
     *
     * @param pairedWithoutImpact the same run with impact off, if there was one
     * @throws RunFolderException if writing fails; there is no manifest then (exit code 3)
     */
    public RunSummary complete(InvariantResults invariants, @Nullable RunSummary pairedWithoutImpact, RunEnd end) {
        return complete(invariants, pairedWithoutImpact, List.of(), end);
    }

    /**
     * Ends the folder of a run with more paired runs than one.
     *
     * @param further channels in the order in which they were switched off, price impact left out
     * @throws RunFolderException if writing fails; there is no manifest then (exit code 3)
     */
    public RunSummary complete(
            InvariantResults invariants, @Nullable RunSummary pairedWithoutImpact, List<Channel> further, RunEnd end) {
        List<Channel> channels = new ArrayList<>();
        if (pairedWithoutImpact != null) {
            channels.add(new Channel("price impact", pairedWithoutImpact));
        }
        channels.addAll(further);
        RunSummary summary = measures.summary(invariants);
        try {
            written.addAll(tables.finish());
            written.addAll(others.finish());
            if (debts != null) {
                graph(debts.graph());
            }
            text(SUMMARY, MAPPER.writeValueAsString(summary.toJson()) + "\n");
            text(
                    REPORT,
                    new ReportWriter(
                                    summary,
                                    measures,
                                    series,
                                    deficits,
                                    debts,
                                    pairedWithoutImpact,
                                    channels,
                                    invariants)
                            .html());
            manifest(Manifest.json(info, end, summary, facts, written));
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        } catch (IOException e) {
            throw failure(e);
        }
        complete = true;
        return summary;
    }

    private void text(String name, String content) throws IOException {
        try (HashedFile file = new HashedFile(folder, name)) {
            file.write(content.getBytes(StandardCharsets.UTF_8));
            written.add(file.finish());
        }
    }

    private void graph(DebtGraph graph) throws IOException {
        try (HashedFile file = new HashedFile(folder, GraphFile.FILE)) {
            GraphFile.write(graph, file);
            written.add(file.finish());
        }
    }

    private void manifest(JsonNode json) throws IOException {
        Path part = folder.resolve(MANIFEST + ".part");
        Files.writeString(part, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        Files.move(part, folder.resolve(MANIFEST), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Closes the files; without {@link #complete} the folder stays without a manifest. */
    @Override
    public void close() {
        if (complete) {
            return;
        }
        try {
            tables.abandon();
            others.abandon();
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
