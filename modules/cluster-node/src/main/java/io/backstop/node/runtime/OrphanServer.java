package io.backstop.node.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server that an earlier, killed start left running on a data directory. */
final class OrphanServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private OrphanServer() {}

    /**
     * Stops it, if there is one: the server keeps its process id and its data directory in {@code postmaster.pid}. A process
     * that was given the id later, and is no PostgreSQL, is left alone.
     *
     * @throws JournalUnavailable if it does not stop
     */
    static boolean stop(Path data) {
        Path file = data.resolve("postmaster.pid");
        Optional<ProcessHandle> server = processOf(file).filter(OrphanServer::isPostgres);
        if (server.isPresent()) {
            end(server.get());
        }
        try {
            Files.deleteIfExists(file);
            return server.isPresent();
        } catch (IOException e) {
            throw new JournalUnavailable("cannot remove " + file + ": " + e.getMessage(), e);
        }
    }

    /** The port that a server on these data listens at, if one runs; the fourth line of {@code postmaster.pid}. */
    static Optional<Integer> port(Path data) {
        Path file = data.resolve("postmaster.pid");
        if (processOf(file).filter(OrphanServer::isPostgres).isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 4
                    ? Optional.empty()
                    : Optional.of(Integer.parseInt(lines.get(3).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> processOf(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(false);
    }

    /** By the signal for a fast shutdown; the usual one waits for clients that may never leave. */
    private static void end(ProcessHandle server) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | TimeoutException | ExecutionException e) {
            server.destroyForcibly();
            throw new JournalUnavailable("a PostgreSQL left behind, process " + server.pid() + ", does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
