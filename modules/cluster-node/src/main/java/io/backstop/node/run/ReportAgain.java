package io.backstop.node.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.report.RunFolder;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes a run's report once more by repeating the run in process, which must end in the same digest. */
public final class ReportAgain {
    private ReportAgain() {}

    /**
     * Writes the page.
     *
     * @param folder of a complete run
     * @param page where to
     * @param version of this build
     * @throws CommandFailure if the folder is not of a complete run, or the run ends differently
     */
    public static void write(Path folder, Path page, boolean paired, String version) {
        Path manifest = folder.resolve(RunFolder.MANIFEST);
        if (!Files.isRegularFile(manifest)) {
            throw CommandFailure.badInput("no complete run at " + folder + ": " + RunFolder.MANIFEST + " is missing");
        }
        try {
            String digest = new ObjectMapper()
                    .readTree(manifest.toFile())
                    .path("digest")
                    .asText();
            Path scratch = Files.createTempDirectory("backstop-report");
            try {
                RunResult result = new RunSession(repeated(folder, scratch, paired), version).run();
                if (!result.summary().digest().equals(digest)) {
                    throw CommandFailure.atRunTime(
                            "the run comes out differently with this build: digest "
                                    + result.summary().digest() + ", " + manifest + " says " + digest,
                            null);
                }
                Files.copy(scratch.resolve("report.html"), page, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot make the report of " + folder + ": " + e, e);
        }
    }

    private static RunPlan repeated(Path folder, Path scratch, boolean paired) throws IOException {
        String resolvedYaml = Files.readString(folder.resolve("resolved.yaml"));
        ResolvedScenario scenario = ResolvedScenarioCodec.read(resolvedYaml);
        return new RunPlan(
                "report",
                scratch,
                scenario,
                new ScenarioOpenings(scenario),
                Files.readString(folder.resolve("scenario.yaml")),
                resolvedYaml,
                ResolvedScenarioCodec.sha256(resolvedYaml),
                RuntimeKind.IN_PROCESS,
                JournalKind.MEMORY,
                null,
                1,
                null,
                paired,
                false,
                List.of());
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
