package io.backstop.node.server;

import java.util.Optional;
import java.util.stream.Stream;

/** How soon a silent node counts as dead, and what then happens; the settings are in {@link io.backstop.node.runtime.NodeConfig}. */
public enum FailoverProfile {
    /** Pekko's own: about 48 s after a {@code kill -9}; for networks that stall. */
    DEFAULT("default"),
    /** About 10 s after a {@code kill -9}; for nodes on one machine or one rack. */
    FAST_LOCAL("fast-local"),
    /** A supervisor that knows that a process has exited downs it at once; a silent node whose process lives gets 5 s and more. */
    SUPERVISED("supervised");

    private final String word;

    FailoverProfile(String word) {
        this.word = word;
    }

    /** The profile that is written so, in any case. */
    public static Optional<FailoverProfile> of(String word) {
        return Stream.of(values())
                .filter(profile -> profile.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** As written in commands and configuration. */
    @Override
    public String toString() {
        return word;
    }
}
