package io.backstop.scenario.drill;

import io.backstop.scenario.loader.LoadedScenario;
import java.util.List;

/**
 * A drill.
 *
 * @param name of the drill
 * @param scenario that runs
 * @param nodes that the cluster begins with, 1 to 9: {@code node-1} and so on
 * @param profile {@code supervised}, {@code fast-local} or {@code default}
 * @param partitions engines that share the accounts
 * @param faults in the order of their times
 */
public record Drill(
        String name,
        String description,
        LoadedScenario scenario,
        int nodes,
        String profile,
        int partitions,
        List<PlannedFault> faults) {}
