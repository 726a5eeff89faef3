package io.backstop.node.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is stopped goes on to the same bytes; one whose journal is not what it was does not go on. */
class ResumeTest {
    private static final String SCENARIO = """
            schema: 1
            name: small
            duration: 30s
            markets:
              - name: BTC
                price:
                  start: 100000 USD
                  path: [{at: 0s, change: 0%}, {at: 14s, price: 96000 USD}, {at: 15s, price: 91000 USD}, {at: 30s, price: 94000 USD}]
                depth: {perSecond: 100_000 USD}
                margin: {maxLeverage: 50}
            venue: {preset: binance-like, fund: {balance: 100_000 USD}}
            populations:
              - {name: longs, count: 100, side: long, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10_000 USD, logDeviation: 1}}, leverage: {lognormal: {median: 15, logDeviation: 0.6}, capShareOfMax: 90%}}
              - {name: shorts, count: 100, side: short, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10_000 USD, logDeviation: 1}}, leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}}
            """;

    @TempDir
    private Path folder;

    private LoadedScenario scenario;

    @BeforeEach
    void load() throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), SCENARIO);
        scenario = ScenarioLoader.load(file, List.of(), OptionalLong.empty());
    }

    private RunPlan plan(Path into, RuntimeKind runtime, JournalKind journal) {
        return new RunPlan(
                "small-1",
                into,
                scenario.resolved(),
                scenario.openings(),
                scenario.sourceText(),
                scenario.resolvedYaml(),
                scenario.sha256(),
                runtime,
                journal,
                null,
                4,
                null,
                false,
                false,
                List.of());
    }

    private void interrupt(RunPlan plan, long tick) {
        RunSession session = new RunSession(plan, "test");
        session.telling(fact -> {
            if (fact instanceof Fact.TickClosed closed && closed.tick() == tick) {
                session.stop();
            }
        });
        assertThatThrownBy(session::run)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("interrupted at tick")
                .hasMessageContaining("--resume " + plan.folder());
        assertThat(plan.folder().resolve("manifest.json")).doesNotExist();
    }

    @Test
    void aRunStoppedThreeTimesLeavesTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Path broken = folder.resolve("broken");
        RunResult undisturbed = new RunSession(plan(whole, RuntimeKind.IN_PROCESS, JournalKind.MEMORY), "test").run();

        interrupt(plan(broken, RuntimeKind.CLUSTER, JournalKind.H2), 8);
        interrupt(RunDescriptor.resume(broken, null, List.of()), 15);
        interrupt(RunDescriptor.resume(broken, null, List.of()), 16);
        RunResult resumed = new RunSession(RunDescriptor.resume(broken, null, List.of()), "test").run();

        assertThat(resumed.summary().digest()).isEqualTo(undisturbed.summary().digest());
        assertThat(resumed.eventsPersisted()).isEqualTo(undisturbed.eventsPersisted());
        for (String file : List.of("summary.json", "ticks.csv", "liquidations.csv", "adl.csv", "report.html")) {
            assertThat(broken.resolve(file)).hasContent(Files.readString(whole.resolve(file)));
        }
    }

    @Test
    void anotherRulesVersionIsRefused() throws IOException {
        Path broken = folder.resolve("broken");
        interrupt(plan(broken, RuntimeKind.CLUSTER, JournalKind.H2), 8);
        Path descriptor = broken.resolve("journal/run.json");
        Files.writeString(
                descriptor,
                Files.readString(descriptor).replaceFirst("\"rulesVersion\" : \"[^\"]*\"", "\"rulesVersion\" : \"0\""));

        assertThatThrownBy(() -> RunDescriptor.resume(broken, null, List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("begun under rules version 0");
    }

    @Test
    void anotherScenarioIsRefused() throws IOException {
        Path broken = folder.resolve("broken");
        interrupt(plan(broken, RuntimeKind.CLUSTER, JournalKind.H2), 8);
        Path resolved = broken.resolve("journal/resolved.yaml");
        Files.writeString(resolved, Files.readString(resolved) + "# changed\n");

        assertThatThrownBy(() -> RunDescriptor.resume(broken, null, List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("its SHA-256 differs");
    }
}
