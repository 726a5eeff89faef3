package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import java.util.Optional;

/** What one node sends to another, or to its database: by a proxy that carries it, or by a router that lets it through. */
public sealed interface Link permits ProxiedLink, RoutedLink {
    /**
     * What went over a link.
     *
     * @param bytes that came in so far, of both directions of its connections
     * @param connections that are open
     */
    record Traffic(long bytes, int connections) {}

    /** The node that connects, or sends. */
    String from();

    /** The node, or {@code database}, that is connected to, or sent to. */
    String to();

    /** What it does now. */
    LinkPolicy policy();

    /**
     * From now on.
     *
     * @throws CommandFailure if a link of this kind cannot do that
     */
    void set(LinkPolicy next);

    /** What went over it; nothing where nobody counts. */
    Optional<Traffic> traffic();
}
