package io.backstop.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.drill.DrillFiles;
import io.backstop.node.drill.DrillJson;
import io.backstop.node.drill.DrillResult;
import io.backstop.node.drill.DrillRun;
import io.backstop.node.drill.DrillTable;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Interruption;
import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.loader.DrillLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop drill}: a scenario on a cluster of its own, with faults, against the same scenario without. */
@Command(
        name = "drill",
        description =
                "Runs a scenario on a fresh local cluster, makes faults at simulated times, and compares with the undisturbed run.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop drill drills/kill-oldest.yaml",
            "  backstop drill drills/partition.yaml --json",
            "",
            "Exit codes: 0 the same digest and every invariant holds, 1 not so, 2 bad input, 3 failed while running."
        })
final class DrillCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "FILE", description = "The drill.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes one value of the scenario; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--network",
            paramLabel = "proxy|namespaces",
            description =
                    "How nodes reach each other, as for 'backstop cluster up'. namespaces needs root on Linux and has no slow links. Default: proxy.")
    private NetworkKind network = NetworkKind.PROXY;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The drill's folder; must be new or empty. Default: runs/drill-<name>-<time>.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Prints one JSON object, the last line of standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "No talk on standard error, only errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Drill drill = DrillLoader.load(file, sets);
        DrillRun.requirePossible(drill, network);
        Path folder = out == null ? Path.of("runs", "drill-" + drill.name() + "-" + TIME.format(Instant.now())) : out;
        DrillFiles files = DrillFiles.create(folder);
        AtomicBoolean stopped = new AtomicBoolean();
        Thread drilling = Thread.currentThread();
        Interruption interruption = Interruption.arm(() -> {
            stopped.set(true);
            drilling.interrupt();
        });
        try {
            DrillRun run = new DrillRun(drill, network, folder, this::say, stopped::get);
            DrillRun.Undisturbed undisturbed = run.undisturbed();
            DrillResult result = run.run(undisturbed);
            files.write(result, undisturbed);
            print(result, folder);
            int exitCode = result.passed() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
            interruption.completed(exitCode);
            return exitCode;
        } catch (CommandFailure failure) {
            return Backstop.tell(failure, spec.commandLine());
        } catch (InterruptedException e) {
            return Backstop.tell(
                    CommandFailure.atRunTime("interrupted; the cluster of the drill is down", e), spec.commandLine());
        } finally {
            interruption.disarm();
        }
    }

    private void say(String words) {
        if (!quiet) {
            PrintWriter talk = spec.commandLine().getErr();
            talk.println(words);
            talk.flush();
        }
    }

    private void print(DrillResult result, Path folder) {
        PrintWriter data = spec.commandLine().getOut();
        if (json) {
            try {
                data.println(new ObjectMapper()
                        .writeValueAsString(DrillJson.of(result).put("folder", folder.toString())));
            } catch (JsonProcessingException e) {
                throw CommandFailure.atRunTime("cannot write JSON: " + e.getOriginalMessage(), e);
            }
        } else {
            new DrillTable(result).print(data);
            data.println("folder: " + folder);
        }
        data.flush();
    }
}
