package io.backstop.kernel;

/**
 * An event with its place in the entity's history, as a journal keeps it.
 *
 * @param number 1 for the entity's first event, then one more each
 * @param step the run's step that made it
 */
public record Recorded(long number, long step, Event event) {}
