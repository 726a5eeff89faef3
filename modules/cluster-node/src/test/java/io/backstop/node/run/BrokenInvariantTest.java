package io.backstop.node.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstop.node.ExitCode;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Fact;
import io.backstop.simulation.InvariantBroken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Books that do not balance stop a run; whoever checks them says where, and the person reads it in one line. */
class BrokenInvariantTest {
    private static final String SCENARIO = """
            schema: 1
            name: quiet
            duration: 10s
            markets:
              - name: BTC
                price: {start: 100000 USD, path: [{at: 0s, change: 0%}]}
                depth: {perSecond: 100_000 USD}
                margin: {maxLeverage: 50}
            venue: {preset: binance-like, fund: {balance: 100_000 USD}}
            populations:
              - {name: longs, count: 10, side: long, openInterest: 1M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10_000 USD, logDeviation: 1}}, leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}}
              - {name: shorts, count: 10, side: short, openInterest: 1M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10_000 USD, logDeviation: 1}}, leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void isOneLineWithTickPhaseInvariantAndAmount(RuntimeKind runtime) throws IOException {
        Path into = folder.resolve("run");
        RunSession session = new RunSession(plan(into, runtime), "test").telling(fact -> {
            if (fact instanceof Fact.TickClosed closed && closed.tick() == 6) {
                throw new InvariantBroken(6, "close", "I1", "cash of all parties", -7);
            }
        });

        CommandFailure failure = catchThrowableOfType(CommandFailure.class, session::run);

        assertThat(failure.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE).isEqualTo(3);
        assertThat(failure)
                .message()
                .hasLineCount(1)
                .startsWith("invariant I1 broken at tick 6, close: cash of all parties, off by -7"
                        + " (in units of the sixth decimal); the run stopped");
        assertThat(into.resolve("manifest.json")).doesNotExist();
        assertThat(Files.readString(into.resolve("failure.log"))).contains("InvariantBroken");
    }

    private RunPlan plan(Path into, RuntimeKind runtime) throws IOException {
        Path file = Files.writeString(folder.resolve("quiet.yaml"), SCENARIO);
        LoadedScenario scenario = ScenarioLoader.load(file, List.of(), OptionalLong.empty());
        return new RunPlan(
                "quiet-1",
                into,
                scenario.resolved(),
                scenario.openings(),
                scenario.sourceText(),
                scenario.resolvedYaml(),
                scenario.sha256(),
                runtime,
                JournalKind.MEMORY,
                null,
                2,
                null,
                false,
                false,
                List.of());
    }
}
