package io.backstop.node.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.run.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a drill leaves behind: {@code drill.json}, {@code drill.html}, and the nodes' logs under {@code cluster/}. */
public final class DrillFiles {
    private final Path folder;

    private DrillFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @throws CommandFailure if it has files already or cannot be written
     */
    public static DrillFiles create(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw CommandFailure.badInput("the folder " + folder + " is not empty; --out takes another one");
                }
            }
            return new DrillFiles(folder);
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot write the folder " + folder + ": " + e, e);
        }
    }

    /** Writes the result. */
    public void write(DrillResult result, DrillRun.Undisturbed undisturbed) {
        try {
            Files.writeString(
                    folder.resolve("drill.json"),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(DrillJson.of(result))
                            + "\n");
            Files.writeString(folder.resolve("drill.html"), new DrillPage(result, undisturbed).html());
        } catch (IOException e) {
            throw CommandFailure.atRunTime("cannot write the results into " + folder + ": " + e, e);
        }
    }
}
