package io.backstop.node.server;

/**
 * An event of a run's root as the journal keeps it: {@link io.backstop.shell.Envelope} in bytes.
 *
 * @param number from 1
 * @param manifest of the envelope's serializer
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record RootEvent(long number, String manifest, byte[] payload) {}
