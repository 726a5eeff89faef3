package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;

/** How the nodes of a local cluster reach each other. */
public enum NetworkKind {
    /** Over loopback, by a proxy for each directed link; needs no rights. */
    PROXY("proxy"),
    /** Each node in a network namespace of its own, behind a router that can lose packets; needs root on Linux. */
    NAMESPACES("namespaces");

    private final String word;

    NetworkKind(String word) {
        this.word = word;
    }

    /** Whether links between nodes can be made slow. */
    public boolean slowsLinks() {
        return this == PROXY;
    }

    /**
     * Fails where this machine or this user cannot have such a network; leaves nothing.
     *
     * @throws CommandFailure with one line that says why
     */
    public void requireHere() {
        if (this == NAMESPACES) {
            NamespaceNetwork.requireHere();
        }
    }

    /** As written in commands. */
    @Override
    public String toString() {
        return word;
    }
}
