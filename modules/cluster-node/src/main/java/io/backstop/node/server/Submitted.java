package io.backstop.node.server;

/**
 * A run that was asked for.
 *
 * @param begun false if the same submission had begun it before
 */
public record Submitted(RunStatus run, boolean begun) {}
