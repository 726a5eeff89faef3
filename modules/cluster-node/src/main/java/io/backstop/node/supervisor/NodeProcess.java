package io.backstop.node.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.run.CommandFailure;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of a node, from its start to its exit. Its standard input stays open: a node ends when that does. */
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String COMPLAINT = "backstop: ";
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

    private final NodeSetup setup;
    private final Process process;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();
    private volatile NodeState state = NodeState.STARTING;
    private volatile boolean asked;

    private NodeProcess(NodeSetup setup, Process process) {
        this.setup = setup;
        this.process = process;
    }

    /** What a node says when it can work. */
    record Ready(String address, String http) {}

    /** Starts it; the log keeps what it and its earlier processes say. */
    static NodeProcess start(JavaCommand java, NodeSetup setup) {
        try {
            Files.createDirectories(setup.folder());
            Files.writeString(setup.file(), setup.text());
            ProcessBuilder builder = java.backstop(
                    setup.place().within(),
                    List.of("node", "--config", setup.file().toString()));
            builder.environment().putAll(setup.secrets());
            builder.directory(new File("/"));
            builder.redirectError(ProcessBuilder.Redirect.appendTo(setup.log().toFile()));
            NodeProcess node = new NodeProcess(setup, builder.start());
            Thread.ofPlatform()
                    .daemon()
                    .name("backstop-output-of-" + setup.name())
                    .start(node::listen);
            return node;
        } catch (IOException e) {
            throw CommandFailure.atRunTime(setup.name() + " does not start: " + e.getMessage(), e);
        }
    }

    private void listen() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<Ready> said = parse(line);
                if (said.isPresent() && ready.complete(said.get())) {
                    moveTo(NodeState.STARTING, NodeState.UP);
                } else {
                    Files.writeString(setup.log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            LOG.debug("the output of {} ends", setup.name(), e);
        } finally {
            heard.complete(null);
        }
        // Ends with the process.
        CompletableFuture<Void> unused = process.onExit().thenRun(this::exited);
    }

    private static Optional<Ready> parse(String line) {
        try {
            JsonNode json = MAPPER.readTree(line);
            return json.path("ready").asBoolean()
                    ? Optional.of(new Ready(
                            json.path("address").asText(), json.path("http").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private synchronized void moveTo(NodeState from, NodeState to) {
        if (state == from) {
            state = to;
        }
    }

    private synchronized void exited() {
        state = NodeState.EXITED;
        ready.completeExceptionally(CommandFailure.atRunTime(
                setup.name() + " ended before it was ready (exit code " + process.exitValue() + "): " + complaint(),
                null));
    }

    /** The last line that it wrote for people, or at all. */
    private String complaint() {
        try {
            List<String> lines = Files.readAllLines(setup.log());
            return lines.reversed().stream()
                    .filter(line -> line.startsWith(COMPLAINT))
                    .map(line -> line.substring(COMPLAINT.length()))
                    .findFirst()
                    .orElse("see " + setup.log());
        } catch (IOException e) {
            return "it left no log at " + setup.log();
        }
    }

    /** Whether the last thing that its JVM wrote is that its heap is too small. */
    boolean isOutOfMemory() {
        try {
            List<String> lines = Files.readAllLines(setup.log());
            return !process.isAlive() && !lines.isEmpty() && lines.getLast().contains(OUT_OF_MEMORY);
        } catch (IOException e) {
            LOG.debug("no log of {}", setup.name(), e);
            return false;
        }
    }

    NodeSetup setup() {
        return setup;
    }

    long pid() {
        return process.pid();
    }

    NodeState state() {
        return process.isAlive() ? state : NodeState.EXITED;
    }

    /** Null while it runs. */
    @Nullable
    Integer exitCode() {
        return process.isAlive() ? null : Integer.valueOf(process.exitValue());
    }

    ProcessMark mark() {
        return ProcessMark.of(process.toHandle(), setup.file().toString());
    }

    /** Why it ended before it was ready, if it did. */
    Optional<CommandFailure> failure() {
        return ready.isCompletedExceptionally() && ready.exceptionNow() instanceof CommandFailure told
                ? Optional.of(told)
                : Optional.empty();
    }

    /** What it said when it was ready, if it was. */
    Optional<Ready> saidReady() {
        return ready.isDone() && !ready.isCompletedExceptionally() ? Optional.of(ready.join()) : Optional.empty();
    }

    /** Whether it has ended because it was asked to leave, and left. */
    boolean hasLeft() {
        return asked && !process.isAlive() && process.exitValue() == 0;
    }

    /** Ends it without waiting for that. */
    void destroy() {
        process.toHandle().destroyForcibly();
    }

    /** Completes when it has ended, however, and its log has what it said last. */
    CompletableFuture<?> onExit() {
        return CompletableFuture.allOf(process.onExit(), heard);
    }

    /** Holds the process, as a long pause of the machine would. */
    void pause() {
        signal("STOP");
        state = NodeState.PAUSED;
    }

    /** Lets it go on. */
    void resume() {
        signal("CONT");
        moveTo(NodeState.PAUSED, ready.isDone() ? NodeState.UP : NodeState.STARTING);
    }

    /** Asks it to leave the cluster and end; ends it the hard way after the patience. Whether it left by itself. */
    boolean stop(Duration patience) throws InterruptedException {
        if (state() == NodeState.PAUSED) {
            resume();
        }
        state = NodeState.LEAVING;
        asked = true;
        // Not the process's own method, which closes its streams.
        process.toHandle().destroy();
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return process.exitValue() == 0;
        }
        kill();
        return false;
    }

    /** Ends it without warning, also if it is paused, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw CommandFailure.atRunTime(setup.name() + " takes no signal " + name, null);
            }
        } catch (IOException e) {
            throw CommandFailure.atRunTime("cannot send a signal: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
