package io.backstop.kernel.inprocess;

/**
 * One thing that goes wrong in a schedule.
 *
 * @param occasion where
 * @param late by how many deliveries the message, or its copy, is late; 1 for what is not late
 */
public record Fault(Occasion occasion, int late) {
    @Override
    public String toString() {
        return occasion.point().isCrash() || occasion.point() == FaultPoint.DROPPED
                ? occasion.toString()
                : occasion + ", late by " + late;
    }
}
