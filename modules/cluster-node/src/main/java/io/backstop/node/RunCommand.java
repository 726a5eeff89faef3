package io.backstop.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Interruption;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.run.JournalKind;
import io.backstop.node.run.RunDescriptor;
import io.backstop.node.run.RunPlan;
import io.backstop.node.run.RunResult;
import io.backstop.node.run.RunSession;
import io.backstop.node.run.RuntimeKind;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop run}: a scenario to its end, or an interrupted run to its. */
@Command(
        name = "run",
        description = "Runs a scenario and leaves a folder with tables, a report and a digest.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop run scenarios/quickstart.yaml",
            "  backstop run scenarios/quickstart.yaml --seed 7 --runtime in-process --no-paired",
            "  backstop run scenarios/quickstart.yaml --set venue.fund.balance='1M USD' --json",
            "  backstop run scenarios/october-10.yaml --journal postgres --out runs/october",
            "  backstop run --resume runs/october",
            "  backstop run scenarios/quickstart.yaml --cluster",
            "",
            "Exit codes: 0 done, 1 a check of the scenario failed, 2 bad input, 3 failed while running."
        })
final class RunCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int MOST_PARTITIONS = 4096;
    private static final int USUAL_PARTITIONS = 16;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The scenario file.")
    private @Nullable Path file;

    @Option(
            names = "--runtime",
            paramLabel = "KIND",
            description = "cluster (the default: actors on one node) or in-process (one thread, nothing kept).")
    private @Nullable RuntimeKind runtime;

    @Option(
            names = "--journal",
            paramLabel = "KIND",
            description = "Where events are kept: h2 (the default: a file in the run folder), memory or postgres.")
    private @Nullable JournalKind journal;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "The PostgreSQL database of --journal postgres; without it packaged binaries are started.")
    private @Nullable String jdbcUrl;

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the scenario's seed.")
    private @Nullable Long seed;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes one value of the scenario; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder; must be new or empty. Default: runs/<name>-<seed>-<time>.")
    private @Nullable Path out;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Engines that share the accounts; no result depends on it. Default: " + USUAL_PARTITIONS
                    + "; in process, on one thread, 1.")
    private @Nullable Integer partitions;

    @Option(
            names = "--no-paired",
            description = "Leaves out the same run without impact, which the report compares with.")
    private boolean noPaired;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Goes on with the interrupted run of a folder, to the same digest.")
    private @Nullable Path resume;

    @Option(
            names = "--cluster",
            description = "Submits the run to a cluster and follows it; the same submission twice is one run.")
    private boolean cluster;

    @Mixin
    private ClusterNodesOption clusterNodes;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "With --cluster: another key makes another run of the same scenario.")
    private String key;

    @Option(names = "--json", description = "Prints one JSON object, the last line of standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "No talk and no progress on standard error, only errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        PrintWriter talk = spec.commandLine().getErr();
        RunPlan plan = resume == null ? newRun(talk) : resumedRun(resume);
        RunSession session = new RunSession(plan, Version.ofBuild());
        if (!quiet) {
            session.announcing(() -> {
                talk.println(announcement(plan));
                talk.flush();
            });
        }
        if (!quiet && Terminal.onStandardError()) {
            session.showingProgress(talk);
        }
        Interruption interruption = Interruption.arm(session::stop);
        try {
            RunResult result = session.run();
            print(result, spec.commandLine().getOut());
            int exitCode = result.sound() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
            interruption.completed(exitCode);
            return exitCode;
        } catch (CommandFailure failure) {
            return Backstop.tell(failure, spec.commandLine());
        } finally {
            interruption.disarm();
        }
    }

    private static String announcement(RunPlan plan) {
        RunPlan.ClusterTarget target = plan.cluster();
        String where = target == null
                ? plan.runtime() + ", journal " + plan.journal()
                : "on the cluster of "
                        + target.nodes().stream().map(URI::toString).collect(Collectors.joining(", "));
        return (plan.resumed() ? "resuming " : "running ") + plan.scenario().name() + ", seed "
                + plan.scenario().seed() + ", " + where + ", into " + plan.folder();
    }

    private RunPlan newRun(PrintWriter talk) {
        Path scenario = file;
        if (scenario == null) {
            throw CommandFailure.badInput("run: FILE is missing; name a scenario, such as scenarios/quickstart.yaml");
        }
        RuntimeKind on = runtime == null ? RuntimeKind.CLUSTER : runtime;
        JournalKind in = journalOn(on);
        JdbcAddress database = address(in);
        int engines = enginesOn(on);
        LoadedScenario loaded =
                ScenarioLoader.load(scenario, sets, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        if (!quiet) {
            loaded.warnings().forEach(warning -> talk.println("warning: " + warning));
        }
        String id = loaded.resolved().name() + "-" + loaded.resolved().seed() + "-" + TIME.format(Instant.now());
        return new RunPlan(
                id,
                out == null ? Path.of("runs", id) : out,
                loaded.resolved(),
                loaded.openings(),
                loaded.sourceText(),
                loaded.resolvedYaml(),
                loaded.sha256(),
                on,
                in,
                database,
                engines,
                target(),
                !noPaired,
                false,
                words());
    }

    private int enginesOn(RuntimeKind on) {
        if (partitions == null) {
            return on == RuntimeKind.IN_PROCESS ? 1 : USUAL_PARTITIONS;
        }
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw CommandFailure.badInput("--partitions must be 1 to " + MOST_PARTITIONS + ", is " + partitions);
        }
        return partitions;
    }

    private RunPlan.@Nullable ClusterTarget target() {
        if (!cluster) {
            if (clusterNodes.isGiven() || !key.isEmpty()) {
                throw CommandFailure.badInput("--node and --key go with --cluster");
            }
            return null;
        }
        if (runtime != null || journal != null || jdbcUrl != null) {
            throw CommandFailure.badInput(
                    "--cluster takes no --runtime, --journal or --jdbc-url: the cluster has its own");
        }
        RunningCluster.Access access = clusterNodes.access();
        return new RunPlan.ClusterTarget(access.nodes(), access.token(), key);
    }

    private List<String> words() {
        return JdbcAddress.withoutCredentials(
                spec.commandLine().getParseResult().originalArgs());
    }

    private JournalKind journalOn(RuntimeKind on) {
        JournalKind asked = journal;
        if (on == RuntimeKind.CLUSTER) {
            return asked == null ? JournalKind.H2 : asked;
        }
        if (asked != null && asked != JournalKind.MEMORY) {
            throw CommandFailure.badInput("--runtime in-process keeps no journal; leave out --journal " + asked);
        }
        return JournalKind.MEMORY;
    }

    private @Nullable JdbcAddress address(JournalKind in) {
        String url = jdbcUrl;
        if (url == null) {
            return null;
        }
        if (in != JournalKind.POSTGRES) {
            throw CommandFailure.badInput("--jdbc-url goes with --journal postgres, not with " + in);
        }
        return JdbcAddress.parse(url, System.getenv());
    }

    private RunPlan resumedRun(Path folder) {
        if (file != null || out != null || seed != null || !sets.isEmpty() || journal != null || runtime != null) {
            throw CommandFailure.badInput(
                    "--resume DIR goes on with what the folder holds; it takes no FILE, --out, --seed, --set, --journal or --runtime");
        }
        JdbcAddress database = jdbcUrl == null ? null : JdbcAddress.parse(jdbcUrl, System.getenv());
        return RunDescriptor.resume(folder, database, words());
    }

    private void print(RunResult result, PrintWriter data) {
        if (json) {
            try {
                data.println(new ObjectMapper().writeValueAsString(result.toJson()));
            } catch (JsonProcessingException e) {
                throw CommandFailure.atRunTime("cannot write JSON: " + e.getOriginalMessage(), e);
            }
        } else {
            new OutcomeTable(result).print(data);
        }
        data.flush();
    }
}
