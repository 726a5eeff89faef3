package io.backstop.node.drill;

import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.loader.DrillLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drill of {@code drills/small.yaml} with two faults, and results of it that nobody had to wait for. */
final class HandMadeDrill {
    static final String DIGEST = "d1ge57";

    private final Drill drill;

    HandMadeDrill(Path folder, String description) {
        this.drill = load(folder, description);
    }

    private static Drill load(Path folder, String description) {
        try {
            Path file = Files.writeString(folder.resolve("drill.yaml"), """
                    schema: 1
                    name: hand-made
                    description: "%s"
                    scenario: %s
                    faults:
                      - {at: {tick: 4, pass: 2}, kill: oldest, for: 15s}
                      - {at: {tick: 7}, disturb: {duplicates: 20%%, reordered: 5%%}, for: 20s}
                    """.formatted(
                            description,
                            Path.of("../../drills/small.yaml").toAbsolutePath().normalize()));
            return DrillLoader.load(file, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DrillRun.Undisturbed undisturbed(Path folder) {
        return new DrillRun(drill, NetworkKind.PROXY, folder, words -> {}, () -> false).undisturbed();
    }

    DrillResult passed() {
        return result(DIGEST, null, true);
    }

    DrillResult anotherDigest() {
        return result("07he12", null, false);
    }

    DrillResult didNotEnd() {
        return new DrillResult(
                drill,
                NetworkKind.PROXY,
                "run-1",
                null,
                DIGEST,
                "account a: a row is missing",
                61.25,
                List.of(),
                List.of());
    }

    private DrillResult result(@Nullable String digest, @Nullable String failure, boolean conserved) {
        return new DrillResult(
                drill,
                NetworkKind.PROXY,
                "run-1",
                digest,
                DIGEST,
                failure,
                61.25,
                List.of(
                        new FaultOutcome(
                                drill.faults().get(0),
                                "node-1",
                                10,
                                30.5,
                                4,
                                6,
                                0.33,
                                1.74,
                                2.5,
                                2.25,
                                126,
                                1570,
                                3,
                                5),
                        new FaultOutcome(
                                drill.faults().get(1), null, 40, null, 7, 7, null, null, 0.125, 0.5, 0, 12, 0, 0)),
                List.of(
                        new DrillResult.Verdict("R4", "numbers without holes", true, "4,711 events"),
                        new DrillResult.Verdict(
                                "I1",
                                "money is conserved",
                                conserved,
                                conserved ? "10 ticks" : "tick 5, fund, event 7")));
    }
}
