package io.backstop.shell;

import io.backstop.kernel.EntityKind;

/** Counts what leaves the node for another. */
@FunctionalInterface
public interface WireMeter {
    /** Counts nothing. */
    WireMeter NONE = (receiver, bytes) -> {};

    /** A message, or a part of a large one, goes out: so many bytes, without the transport's own. */
    void crossed(EntityKind receiver, int bytes);
}
