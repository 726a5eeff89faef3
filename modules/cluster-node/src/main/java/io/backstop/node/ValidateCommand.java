package io.backstop.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.model.Money;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop validate}: reads a scenario as a run would, and says what it opens with. */
@Command(
        name = "validate",
        description = "Checks a scenario file and says what a run of it opens with.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop validate scenarios/quickstart.yaml",
            "  backstop validate scenarios/quickstart.yaml --set populations.longs.count=8000 --json",
            "",
            "Exit codes: 0 it can be run, 2 it cannot; the message names the place and what is expected there."
        })
final class ValidateCommand implements Callable<Integer> {
    private static final int MILLIS = 1000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The scenario file.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Changes one value of the scenario; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the scenario's seed.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Prints one JSON object, the last line of standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        LoadedScenario loaded = ScenarioLoader.load(
                Arguments.given(file), sets, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        OpeningBooks books = OpeningBooks.of(loaded.resolved(), loaded.openings());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(json(loaded, books)));
        } else {
            PrintWriter talk = spec.commandLine().getErr();
            loaded.warnings().forEach(warning -> talk.println("warning: " + warning));
            talk.flush();
            print(loaded.resolved(), books, out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static void print(ResolvedScenario scenario, OpeningBooks books, PrintWriter out) {
        out.println(scenario.name() + ": " + scenario.ticks() + " ticks of " + scenario.tickMillis() / (double) MILLIS
                + " s, seed " + scenario.seed() + ", rules " + scenario.venue().preset());
        out.println(line("accounts", count(books.accounts()), ""));
        out.println(line("  with a position", count(books.active()), ""));
        out.println(line("  their equity", dollars(books.activeEquity()), "USD"));
        for (int number = 0; number < scenario.markets().size(); number++) {
            MarketSpec market = scenario.markets().get(number);
            out.println(line(market.name() + " long", dollars(books.longNotional()[number]), "USD"));
            out.println(line(market.name() + " short", dollars(books.shortNotional()[number]), "USD"));
        }
        out.println("It can be run.");
    }

    private static String line(String name, String figure, String unit) {
        return String.format(Locale.ROOT, "%-24s %20s %s", name, figure, unit).stripTrailing();
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String dollars(long micros) {
        return String.format(Locale.ROOT, "%,d", micros / Money.MICROS);
    }

    private static ObjectNode json(LoadedScenario loaded, OpeningBooks books) {
        ResolvedScenario scenario = loaded.resolved();
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("scenario", scenario.name());
        json.put("seed", scenario.seed());
        json.put("sha256", loaded.sha256());
        json.put("preset", scenario.venue().preset());
        json.put("ticks", scenario.ticks());
        json.put("tickMillis", scenario.tickMillis());
        json.put("accounts", books.accounts());
        json.put("activeAccounts", books.active());
        json.put("activeEquity", Money.format(books.activeEquity()));
        ObjectNode markets = json.putObject("openInterest");
        for (int number = 0; number < scenario.markets().size(); number++) {
            markets.putObject(scenario.markets().get(number).name())
                    .put("long", Money.format(books.longNotional()[number]))
                    .put("short", Money.format(books.shortNotional()[number]));
        }
        loaded.warnings().forEach(json.putArray("warnings")::add);
        return json;
    }
}
