package io.backstop.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.schedule.ScheduleReport;
import io.backstop.node.schedule.Schedules;
import io.backstop.scenario.loader.DrillLoader;
import io.backstop.scenario.loader.LoadedScenario;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop simulate-faults}: one run in process, many times, each with other faults, to the same digest. */
@Command(
        name = "simulate-faults",
        description = "Tries schedules of crashes, losses, delays and duplicates; each must end in the same digest.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop simulate-faults --schedules 100000",
            "  backstop simulate-faults --seed 4711 --schedules 1",
            "  backstop simulate-faults --schedules 200 scenarios/crv-aave.yaml --json",
            "",
            "Exit codes: 0 all ended the same, 1 one did not (its seed and faults are shown), 2 bad input, 3 failed."
        })
final class SimulateFaultsCommand implements Callable<Integer> {
    private static final Path SMALL = Path.of("drills", "small.yaml");
    private static final String HOME = "backstop.home";
    private static final int MOST_PARTITIONS = 4096;
    private static final int MOST_THREADS = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The scenario file, or a drill for its scenario; the drill's own faults mean nothing here."
                    + " Default: drills/small.yaml.")
    private @Nullable Path file;

    @Option(
            names = "--schedules",
            paramLabel = "N",
            description = "How many; the seeds follow each other. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10000")
    private long schedules;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the first schedule. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(names = "--threads", paramLabel = "T", description = "Default: as many as cores.")
    private @Nullable Integer threads;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Engines that share the accounts. Default: ${DEFAULT-VALUE}.",
            defaultValue = "3")
    private int partitions;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes one value of the scenario; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object, the last line of standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        require(schedules, Long.MAX_VALUE, "--schedules");
        require(partitions, MOST_PARTITIONS, "--partitions");
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        require(workers, MOST_THREADS, "--threads");
        LoadedScenario loaded = DrillLoader.scenario(scenario(), sets);
        Schedules search = Schedules.of(loaded.resolved(), partitions);
        long started = System.nanoTime();
        Schedules.Result result = search(search, workers);
        ScheduleReport report = new ScheduleReport(
                loaded.resolved().name(), seed, schedules, workers, partitions, System.nanoTime() - started, result);
        print(report);
        return result.failure() == null ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private static void require(long value, long most, String option) {
        if (value < 1 || value > most) {
            throw CommandFailure.badInput(option + " must be 1 or more"
                    + (most == Long.MAX_VALUE ? "" : ", at most " + most) + ", is " + value);
        }
    }

    /** The file given, or the small scenario of the checkout, whatever the directory. */
    private Path scenario() {
        if (file != null) {
            return file;
        }
        Path inCheckout = Path.of(System.getProperty(HOME, "")).resolve(SMALL);
        return Files.exists(inCheckout) ? inCheckout : SMALL;
    }

    private Schedules.Result search(Schedules search, int workers) throws InterruptedException {
        if (!Terminal.onStandardError()) {
            return search.search(seed, schedules, workers);
        }
        CountProgress progress = CountProgress.start(
                "schedules", schedules, search::begun, spec.commandLine().getErr());
        try {
            return search.search(seed, schedules, workers);
        } finally {
            progress.close();
        }
    }

    private void print(ScheduleReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            try {
                out.println(new ObjectMapper().writeValueAsString(report.toJson()));
            } catch (JsonProcessingException e) {
                throw CommandFailure.atRunTime("cannot write JSON: " + e.getOriginalMessage(), e);
            }
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
    }
}
