package io.backstop.scenario.drill;

/**
 * A fault and its time. It begins at a simulated time, at which the run waits until the fault is in place; it ends after a time by the
 * clock on the wall, since simulated time may stand still meanwhile.
 *
 * @param tick from 1
 * @param pass from 1; 0 for the opening of the tick
 * @param lastsMillis 0 for a fault that is not ended: a node that is killed and does not come back
 */
public record PlannedFault(long tick, int pass, Fault fault, long lastsMillis) {}
