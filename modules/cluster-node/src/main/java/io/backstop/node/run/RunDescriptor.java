package io.backstop.node.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.report.RunFolder;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resume must know, written into {@code journal/} before the run starts, with copies of the scenario beside it; the
 * files of the run folder itself are made anew then.
 *
 * @param run its id
 * @param jdbcUrl without user and password; null if the database is ours
 */
public record RunDescriptor(
        String run,
        String rulesVersion,
        String version,
        String scenarioSha256,
        String runtime,
        String journal,
        @Nullable String jdbcUrl,
        @Nullable String jdbcUser,
        int partitions,
        boolean paired,
        String started,
        List<String> command) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String FILE = "run.json";
    private static final String SOURCE = "scenario.yaml";
    private static final String RESOLVED = "resolved.yaml";

    static RunDescriptor of(RunPlan plan, String version, Instant started) {
        JdbcAddress jdbc = plan.jdbc();
        return new RunDescriptor(
                plan.id(),
                Rules.VERSION,
                version,
                plan.sha256(),
                plan.runtime().toString(),
                plan.journal().toString(),
                jdbc == null ? null : jdbc.url(),
                jdbc == null ? null : jdbc.user(),
                plan.partitions(),
                plan.paired(),
                started.toString(),
                plan.command());
    }

    /** Writes it, and the scenario beside it; the descriptor comes last, whole or not at all. */
    void write(RunPlan plan) {
        if (!plan.isDurable()) {
            return;
        }
        Path folder = plan.journalFolder();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(SOURCE), plan.sourceText());
            Files.writeString(folder.resolve(RESOLVED), plan.resolvedYaml());
            Path part = folder.resolve(FILE + ".part");
            Files.writeString(part, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
            Files.move(part, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw CommandFailure.atRunTime("writing " + folder + " failed: " + e.getMessage(), e);
        }
    }

    private ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("run", run);
        json.put("rulesVersion", rulesVersion);
        json.put("version", version);
        json.put("scenarioSha256", scenarioSha256);
        json.put("runtime", runtime);
        json.put("journal", journal);
        json.put("jdbcUrl", jdbcUrl);
        json.put("jdbcUser", jdbcUser);
        json.put("partitions", partitions);
        json.put("paired", paired);
        json.put("started", started);
        command.forEach(json.putArray("command")::add);
        return json;
    }

    /**
     * The plan of an interrupted run.
     *
     * @param newAddress of the database, if it moved or needs a password
     * @throws CommandFailure if there is nothing to resume
     */
    public static RunPlan resume(Path folder, @Nullable JdbcAddress newAddress, List<String> command) {
        Path journal = folder.resolve(RunPlan.JOURNAL);
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.badInput("--resume: no run folder at " + folder);
        }
        if (Files.exists(folder.resolve(RunFolder.MANIFEST))) {
            throw CommandFailure.badInput("--resume: the run in " + folder + " is complete; nothing is left to do");
        }
        if (!Files.exists(journal.resolve(FILE))) {
            throw CommandFailure.badInput(
                    "--resume: " + folder + " holds no journal to go on from (" + journal.resolve(FILE)
                            + " is missing); a run with --journal memory or --runtime in-process keeps none");
        }
        try {
            RunDescriptor descriptor = parse(Files.readString(journal.resolve(FILE)));
            return descriptor.plan(folder, journal, newAddress, command);
        } catch (IOException e) {
            throw CommandFailure.badInput("--resume: cannot read " + journal + ": " + e.getMessage(), e);
        }
    }

    /**
     * What is known of the run in a folder, complete or not.
     *
     * @throws CommandFailure if it holds no journal
     */
    static RunDescriptor read(Path folder) {
        Path file = folder.resolve(RunPlan.JOURNAL).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.badInput("no journal of a run at " + folder + " (" + file
                    + " is missing); a run with --journal memory or --runtime in-process keeps none");
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static RunDescriptor parse(String text) throws IOException {
        JsonNode json = MAPPER.readTree(text);
        return new RunDescriptor(
                json.path("run").asText(),
                json.path("rulesVersion").asText(),
                json.path("version").asText(),
                json.path("scenarioSha256").asText(),
                json.path("runtime").asText(),
                json.path("journal").asText(),
                json.path("jdbcUrl").textValue(),
                json.path("jdbcUser").textValue(),
                json.path("partitions").asInt(),
                json.path("paired").asBoolean(),
                json.path("started").asText(),
                List.of());
    }

    private RunPlan plan(Path folder, Path files, @Nullable JdbcAddress newAddress, List<String> command)
            throws IOException {
        if (!rulesVersion.equals(Rules.VERSION)) {
            throw CommandFailure.badInput("--resume: " + folder + " was begun under rules version " + rulesVersion
                    + ", this build (" + version + " began it) has " + Rules.VERSION
                    + "; go on with a build of version " + rulesVersion);
        }
        String resolvedYaml = Files.readString(files.resolve(RESOLVED));
        if (!ResolvedScenarioCodec.sha256(resolvedYaml).equals(scenarioSha256)) {
            throw CommandFailure.badInput("--resume: " + files.resolve(RESOLVED)
                    + " is not the scenario that the run began with (its SHA-256 differs)");
        }
        ResolvedScenario scenario = ResolvedScenarioCodec.read(resolvedYaml);
        return new RunPlan(
                run,
                folder,
                scenario,
                new ScenarioOpenings(scenario),
                Files.readString(files.resolve(SOURCE)),
                resolvedYaml,
                scenarioSha256,
                RuntimeKind.CLUSTER,
                kind(),
                newAddress == null ? address() : newAddress,
                partitions,
                null,
                paired,
                true,
                command);
    }

    /** Where the events are. */
    JournalKind kind() {
        return journal.equals(JournalKind.H2.toString()) ? JournalKind.H2 : JournalKind.POSTGRES;
    }

    /** The database that was given, with the password of the environment; null if it is ours to start. */
    @Nullable
    JdbcAddress address() {
        String url = jdbcUrl;
        if (url == null) {
            return null;
        }
        JdbcAddress address = JdbcAddress.parse(url, System.getenv());
        String user = jdbcUser;
        return user == null ? address : new JdbcAddress(url, user, address.password());
    }
}
