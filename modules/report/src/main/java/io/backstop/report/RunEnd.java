package io.backstop.report;

import java.time.Instant;

/**
 * What a manifest says of a run's time and size; nothing in it touches the outcome.
 *
 * @param eventsPersisted in all journals of the run
 * @param peakHeapBytes of the process
 */
public record RunEnd(Instant started, Instant finished, long eventsPersisted, long peakHeapBytes) {}
