package io.backstop.node.schedule;

import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Scenarios that schedules are tried on. */
final class SmallScenario {
    static final int PARTITIONS = 3;
    static final Path FILE = Path.of("../../drills/small.yaml");

    private SmallScenario() {}

    static ResolvedScenario load(Path file) {
        return ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolved();
    }

    static Venue venue() {
        ResolvedScenario scenario = load(FILE);
        return new Venue("schedule", scenario, new ScenarioOpenings(scenario), new Partitioning(PARTITIONS));
    }
}
