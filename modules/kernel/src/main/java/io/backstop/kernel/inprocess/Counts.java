package io.backstop.kernel.inprocess;

/**
 * What a run did.
 *
 * @param delivered messages that reached a cell
 * @param events events recorded, the root's included
 * @param entities addresses that got a message, the root excluded
 * @param duplicated messages delivered a second time
 * @param dropped messages lost
 * @param crashes cells lost and recovered
 * @param resends times that the root sent its outstanding requests again
 */
public record Counts(
        long delivered, long events, long entities, long duplicated, long dropped, long crashes, long resends) {}
