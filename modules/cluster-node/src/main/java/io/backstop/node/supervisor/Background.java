package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.run.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A supervisor in a process and a session of its own, which outlives the command that starts it. */
public final class Background {
    private static final int BETWEEN_LOOKS_MILLIS = 100;
    private static final String HEAP = "256m";
    private static final String COMPLAINT = "backstop: ";

    private final ClusterFolder folder;
    private final Process process;

    private Background(ClusterFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts one and waits until its cluster is up. If somebody ends this process meanwhile, the supervisor ends too.
     *
     * @param words of its command line
     * @param talk hears what it says until then; all its words are in the folder's {@code supervisor.log}
     * @return the cluster's status
     * @throws CommandFailure with its last words if it ends before
     */
    public static JsonNode start(ClusterFolder folder, List<String> words, Consumer<String> talk) {
        try {
            Files.createDirectories(folder.path());
            Background background = new Background(folder, launch(folder, words));
            Thread undo = new Thread(background.process::destroy, "backstop-not-wanted");
            Runtime.getRuntime().addShutdownHook(undo);
            JsonNode status = background.awaitUp(talk);
            Runtime.getRuntime().removeShutdownHook(undo);
            return status;
        } catch (IOException e) {
            throw CommandFailure.atRunTime("no supervisor starts in the background: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.atRunTime("stopped before the cluster was up", e);
        }
    }

    private static Process launch(ClusterFolder folder, List<String> words) throws IOException {
        ProcessBuilder builder = JavaCommand.ofThis().forNode(HEAP).backstop(words);
        builder.redirectInput(new File("/dev/null"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        return builder.start();
    }

    private JsonNode awaitUp(Consumer<String> talk) throws IOException, InterruptedException {
        while (!answers()) {
            if (!process.isAlive()) {
                throw failure();
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        return new ControlClient(folder).ask(Supervisor.Verb.AWAIT, List.of(), talk);
    }

    /** Whether the folder is this supervisor's by now, and not another's. */
    private boolean answers() {
        return folder.control().isPresent()
                && folder.record()
                        .filter(record -> record.supervisor().pid() == process.pid())
                        .isPresent();
    }

    private CommandFailure failure() throws IOException {
        try (Stream<String> lines = Files.lines(folder.log())) {
            String complaint = lines.filter(line -> line.startsWith(COMPLAINT))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.substring(COMPLAINT.length()))
                    .orElse("the supervisor ended without a word; see " + folder.log());
            return process.exitValue() == CommandFailure.badInput(complaint).exitCode()
                    ? CommandFailure.badInput(complaint)
                    : CommandFailure.atRunTime(complaint, null);
        }
    }
}
