package io.backstop.node.server;

import java.util.List;

/**
 * A run that someone wants. The same one twice is one run: its id is made from what it holds.
 *
 * @param resolvedYaml the scenario with nothing left open
 * @param partitions engines that share the accounts, 1 to 4096; no result depends on it
 * @param key anything; another key makes another run of the same scenario. May be empty
 * @param holds where the run waits for a fault; only drills have any
 */
public record Submission(String resolvedYaml, int partitions, String key, List<HoldPoint> holds) {
    /**
     * Where a run waits.
     *
     * @param tick from 0
     * @param pass from 1; 0 for the opening of the tick
     */
    public record HoldPoint(long tick, int pass) {}
}
