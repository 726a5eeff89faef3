package io.backstop.node.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The system's PostgreSQL on a data directory of our own, under a plain user: it refuses to run as root. */
final class SystemPostgres implements AutoCloseable {
    /** The database's superuser. */
    static final String USER = "backstop";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final List<String> PLAIN_USERS = List.of("postgres", "nobody");
    private static final int PATIENCE_SECONDS = 60;

    private final Path binaries;
    private final Path data;
    private final int port;

    private SystemPostgres(Path binaries, Path data, int port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    static SystemPostgres start(Path folder) throws IOException {
        Path binaries = binaries().orElseThrow(() -> new IOException("no initdb below " + INSTALLED));
        Path data = folder.resolve("data");
        OrphanServer.stop(data);
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(binaries, folder, data);
        }
        SystemPostgres server = new SystemPostgres(binaries, data, freePort());
        server.control("start", "-w", "-l", folder.resolve("server.log").toString(), "-o", server.settings(folder));
        return server;
    }

    private static Optional<Path> binaries() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static void initialise(Path binaries, Path folder, Path data) throws IOException {
        Files.createDirectories(folder);
        if (isRoot()) {
            command(List.of("chown", plainUser(), folder.toString()));
        }
        command(asPlainUser(List.of(
                binaries.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C")));
    }

    private String settings(Path folder) {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                + " -c fsync=on -c synchronous_commit=on -c max_connections=100";
    }

    private void control(String verb, String... rest) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(binaries.resolve("pg_ctl").toString(), verb, "-D", data.toString()));
        command.addAll(List.of(rest));
        command(asPlainUser(command));
    }

    private static List<String> asPlainUser(List<String> command) throws IOException {
        if (!isRoot()) {
            return command;
        }
        StringBuilder line = new StringBuilder();
        for (String word : command) {
            line.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return List.of("su", "-s", "/bin/sh", plainUser(), "-c", line.toString());
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String plainUser() throws IOException {
        List<String> users = Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.UTF_8);
        for (String name : PLAIN_USERS) {
            if (users.stream().anyMatch(line -> line.startsWith(name + ":"))) {
                return name;
            }
        }
        throw new IOException("no plain user to run as");
    }

    private static void command(List<String> command) throws IOException {
        Path output = Files.createTempFile("backstop-postgres", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " took too long");
            }
            if (process.exitValue() != 0) {
                throw new IOException(lastLine(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it failed without a word" : lines.getLast();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        control("stop", "-w", "-m", "fast");
    }
}
