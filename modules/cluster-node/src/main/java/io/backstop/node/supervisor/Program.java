package io.backstop.node.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
final class Program {
    /** Where those are that only root needs; a search path that was not made for root lacks them. */
    private static final String OF_ROOT = ":/usr/sbin:/sbin";

    private Program() {}

    /** Where to look for programs, as the environment says it. */
    static String searchPath() {
        return System.getenv().getOrDefault("PATH", "") + OF_ROOT;
    }

    /** Where a program is; nothing if it is in no directory of the search path. */
    static Optional<Path> find(String name) {
        return Stream.of(searchPath().split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
