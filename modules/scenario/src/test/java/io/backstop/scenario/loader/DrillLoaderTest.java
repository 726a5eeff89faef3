package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.scenario.drill.PlannedFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Drills as they are written, and one line for each mistake in them. */
class DrillLoaderTest {
    private static final Path DRILLS = Path.of("../../drills");
    private static final String HEAD = """
            schema: 1
            name: test
            scenario: scenario.yaml
            faults:
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void scenarioOfSixtyTicks() throws IOException {
        Path unused = Files.writeString(folder.resolve("scenario.yaml"), ScenarioText.MINIMAL + "seed: 5\n");
    }

    private Drill load(String text, String... sets) {
        try {
            return DrillLoader.load(Files.writeString(folder.resolve("drill.yaml"), text), List.of(sets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<PlannedFault> faults(String... lines) {
        return load(HEAD + lines(lines)).faults();
    }

    private static String lines(String... lines) {
        return Stream.of(lines).map(line -> "  - " + line + "\n").reduce("", String::concat);
    }

    private String message(String text, String... sets) {
        String[] message = new String[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> load(text, sets))
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        assertThat(message[0]).doesNotContain("\n");
        return message[0].replace(folder + "/", "");
    }

    static List<Path> drills() throws IOException {
        try (Stream<Path> files = Files.list(DRILLS)) {
            return files.filter(file -> !file.endsWith("small.yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("drills")
    void everyDrillOfTheProjectLoadsAndSaysWhatMustHold(Path file) throws IOException {
        Drill drill = DrillLoader.load(file, List.of());

        assertThat(file).hasFileName(drill.name() + ".yaml");
        assertThat(drill.faults()).isNotEmpty();
        assertThat(drill.description()).isNotEmpty();
        String comment = String.join(
                " ",
                Files.readAllLines(file).stream()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.substring(2))
                        .toList());
        assertThat(comment).containsPattern("[Rr]ow F\\d+ of the fault table").contains("Must hold: ");
    }

    @Test
    void whatIsLeftOutIsUsual() {
        Drill drill = load("{schema: 1, name: plain, scenario: scenario.yaml}");

        assertThat(drill.nodes()).isEqualTo(3);
        assertThat(drill.profile()).isEqualTo("supervised");
        assertThat(drill.partitions()).isEqualTo(16);
        assertThat(drill.scenario().resolved().seed()).isEqualTo(5);
        assertThat(drill.faults()).isEmpty();
    }

    @Test
    void theScenarioTakesSeedAndChangesOfTheDrillAndThenOfTheCaller() {
        String text = """
                schema: 1
                name: changed
                scenario: scenario.yaml
                seed: 9
                set: ["populations.longs.count=20", "duration=30s"]
                nodes: 2
                profile: fast-local
                partitions: 4
                """;
        Drill drill = load(text, "duration=20s");

        assertThat(drill.scenario().resolved().seed()).isEqualTo(9);
        assertThat(drill.scenario().resolved().ticks()).isEqualTo(20);
        assertThat(drill.nodes()).isEqualTo(2);
        assertThat(drill.profile()).isEqualTo("fast-local");
        assertThat(drill.partitions()).isEqualTo(4);
    }

    @Test
    void faultsComeInTheOrderOfTheirTimes() {
        assertThat(faults(
                        "{at: {tick: 20}, kill: node-1}",
                        "{at: {tick: 9, pass: 2}, stop: root}",
                        "{at: {tick: 9}, pause: oldest, for: 12s}"))
                .containsExactly(
                        new PlannedFault(9, 0, new Fault.Pause("oldest"), 12_000),
                        new PlannedFault(9, 2, new Fault.Stop("root"), 0),
                        new PlannedFault(20, 0, new Fault.Kill("node-1"), 0));
    }

    @Test
    void everyKindOfFault() {
        List<List<String>> groups = List.of(List.of("node-1", "node-2"), List.of("node-3"));
        assertThat(faults(
                        "{at: {tick: 1}, partition: 'node-1,node-2/node-3', for: 1s}",
                        "{at: {tick: 2}, oneWay: {from: node-3, to: node-1}, for: 500ms}",
                        "{at: {tick: 3}, slowLink: 'node-1, node-2/node-3', delay: 80ms, for: 1m}",
                        "{at: {tick: 4}, flap: 'node-1,node-2/node-3', period: 1500ms, for: 20s}",
                        "{at: {tick: 5}, stopDatabase: true, for: 5s}",
                        "{at: {tick: 6}, cutDatabase: fund, for: 2s}",
                        "{at: {tick: 7}, slowDatabase: adl, delay: 2s, for: 15s}",
                        "{at: {tick: 8}, disturb: {duplicates: 20%}, for: 20s}",
                        "{at: {tick: 9}, rollingRestart: true}",
                        "{at: {tick: 10}, join: node-4}",
                        "{at: {tick: 11}, killAll: true, for: 5s}"))
                .extracting(PlannedFault::fault)
                .containsExactly(
                        new Fault.Partition(groups),
                        new Fault.OneWay("node-3", "node-1"),
                        new Fault.SlowLink(groups, 80),
                        new Fault.Flap(groups, 1500),
                        new Fault.StopDatabase(),
                        new Fault.CutDatabase("fund"),
                        new Fault.SlowDatabase("adl", 2000),
                        new Fault.Disturb(0.2, 0),
                        new Fault.RollingRestart(),
                        new Fault.Join("node-4"),
                        new Fault.KillAll());
    }

    @Test
    void aNodeThatJoinedCanBeNamedAfterwards() {
        assertThat(faults("{at: {tick: 1}, join: node-4}", "{at: {tick: 2}, kill: node-4}"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {at: {tick: 61}, kill: node-1}                        | 5:5: the fault begins at tick 61, but the scenario ends at tick 60
            {at: {tick: 0}, kill: node-1}                         | 5:17: faults.0.at.tick is '0'; expected at least 1
            {at: {tick: 9}, kill: node-4}                         | 5:27: no node 'node-4'; expected one of node-1, node-2, node-3, oldest, root, adl, fund; did you mean 'node-1'?
            {at: {tick: 9}, kill: oldst}                          | 5:27: no node 'oldst'; expected one of node-1, node-2, node-3, oldest, root, adl, fund; did you mean 'oldest'?
            {at: {tick: 9}, pause: node-1}                        | 5:5: faults.0 has no end; expected for: a time such as 12s, after which pause ends
            {at: {tick: 9}, stopDatabase: true}                   | 5:5: faults.0 has no end; expected for: a time such as 12s, after which stopDatabase ends
            {at: {tick: 9}, rollingRestart: true, for: 1s}        | 5:5: faults.0 ends by itself; leave out for
            {at: {tick: 9}, join: node-5}                         | 5:27: faults.0.join is 'node-5'; expected the next node, node-4
            {at: {tick: 9}, join: node-3}                         | 5:27: faults.0.join is 'node-3'; expected the next node, node-4
            {at: {tick: 9}, partition: 'node-1,node-2', for: 1s}  | 5:32: faults.0.partition is 'node-1,node-2'; expected at least two groups, separated by /
            {at: {tick: 9}, partition: 'node-1/node-1', for: 1s}  | 5:32: faults.0.partition is 'node-1/node-1'; expected groups of different nodes, such as node-1,node-2/node-3
            {at: {tick: 9}, partition: 'node-1/node-7', for: 1s}  | 5:32: no node 'node-7'; expected one of node-1, node-2, node-3; did you mean 'node-1'?
            {at: {tick: 9}, oneWay: {from: node-1, to: oldest}, for: 1s} | 5:48: no node 'oldest'; expected one of node-1, node-2, node-3
            {at: {tick: 9}, oneWay: {from: node-1, to: node-1}, for: 1s} | 5:29: faults.0.oneWay goes from node-1 to itself; expected two nodes
            {at: {tick: 9}, slowLink: 'node-1/node-2', for: 1s}   | 5:5: missing key 'delay' in faults.0
            {at: {tick: 9}, flap: 'node-1/node-2', for: 1s}       | 5:5: missing key 'period' in faults.0
            {at: {tick: 9}, kill: node-1, delay: 1s}              | 5:42: faults.0 has delay, but kill takes none; only slowLink and slowDatabase do
            {at: {tick: 9}, disturb: {duplicates: 120%}, for: 1s} | 5:43: faults.0.disturb.duplicates is '120%'; expected 0 to 100%
            {at: {tick: 9}, disturb: {}, for: 1s}                 | 5:30: faults.0.disturb disturbs nothing; expected duplicates or reordered, such as 20%
            """)
    void mistakes(String fault, String expected) {
        assertThat(message(HEAD + lines(fault))).isEqualTo("drill.yaml:" + expected);
    }

    @Test
    void aFaultIsOfExactlyOneKind() {
        String kinds = "; expected exactly one of kill, pause, stop, partition, oneWay, slowLink, flap,"
                + " stopDatabase, cutDatabase, slowDatabase, disturb, rollingRestart, join, killAll";

        assertThat(message(HEAD + lines("{at: {tick: 9}, kill: node-1, pause: node-1, for: 1s}")))
                .isEqualTo("drill.yaml:5:5: faults.0 has kill and pause" + kinds);
        assertThat(message(HEAD + lines("{at: {tick: 9}, for: 1s}")))
                .isEqualTo("drill.yaml:5:5: faults.0 has none" + kinds);
    }

    @Test
    void unknownKeysNameTheNearest() {
        assertThat(message(HEAD + lines("{at: {tick: 9}, kil: node-1}")))
                .startsWith("drill.yaml:5:21: unknown key 'kil' in faults.0; expected one of at, for, kill, pause,")
                .endsWith("; did you mean 'kill'?");
        assertThat(message(HEAD.replace("faults:", "fauls: []")))
                .startsWith("drill.yaml:4:1: unknown key 'fauls' in ")
                .endsWith("; did you mean 'faults'?");
    }

    @Test
    void mistakesOfTheScenarioAreNamedInTheScenario() {
        assertThat(message("{schema: 1, name: test, scenario: scenery.yaml}")).contains("scenery.yaml: no such file");
        assertThat(message("{schema: 1, name: test, scenario: scenario.yaml, set: ['venue.preset=nobody']}"))
                .contains("venue.preset is 'nobody'");
        assertThat(message("- a list")).startsWith("drill.yaml:1:1: not a drill: the document is no mapping");
    }

    @Test
    void theScenarioOfADrillOrOfAPlainScenario() throws IOException {
        Path drill = Files.writeString(
                folder.resolve("drill.yaml"), "{schema: 1, name: test, scenario: scenario.yaml, seed: 9}");

        assertThat(DrillLoader.scenario(drill, List.of("duration=20s")).resolved())
                .satisfies(resolved -> assertThat(resolved.seed()).isEqualTo(9))
                .satisfies(resolved -> assertThat(resolved.ticks()).isEqualTo(20));
        assertThat(DrillLoader.scenario(folder.resolve("scenario.yaml"), List.of())
                        .resolved()
                        .seed())
                .isEqualTo(5);
    }
}
