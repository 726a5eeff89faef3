package io.backstop.kernel.inprocess;

import java.util.Map;

/**
 * What a run did.
 *
 * @param delivered messages that reached a cell
 * @param events events recorded, the root's included
 * @param entities addresses that got a message, the root excluded
 * @param resends times that the root sent its outstanding requests again
 * @param faults how often something went wrong, by where; what never did is left out
 */
public record Counts(long delivered, long events, long entities, long resends, Map<FaultPoint, Long> faults) {
    /** How often something went wrong at a point. */
    public long at(FaultPoint point) {
        return faults.getOrDefault(point, 0L);
    }

    /** Cells lost and recovered. */
    public long crashes() {
        long crashes = 0;
        for (Map.Entry<FaultPoint, Long> entry : faults.entrySet()) {
            crashes += entry.getKey().isCrash() ? entry.getValue() : 0;
        }
        return crashes;
    }
}
