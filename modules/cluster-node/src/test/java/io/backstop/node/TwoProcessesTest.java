package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The salt of a process and the version of its JVM change no byte: two processes of every JDK from 21 up on this machine. */
class TwoProcessesTest {
    private static final int OLDEST = 21;
    private static final int MINUTES = 3;

    @TempDir
    private Path folder;

    private static List<Path> jdks() throws IOException {
        TreeSet<Path> homes =
                new TreeSet<>(List.of(Path.of(System.getProperty("java.home")).toRealPath()));
        for (Path parent :
                List.of(Path.of("/usr/lib/jvm"), Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"))) {
            if (Files.isDirectory(parent)) {
                try (Stream<Path> found = Files.list(parent)) {
                    for (Path home : found.toList()) {
                        if (version(home) >= OLDEST) {
                            homes.add(home.toRealPath());
                        }
                    }
                }
            }
        }
        return List.copyOf(homes);
    }

    private static int version(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        }
    }

    private Process start(Path jdk, Path scenario, Path run) throws IOException {
        return new ProcessBuilder(
                        jdk.resolve("bin/java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Backstop.class.getName(),
                        "run",
                        scenario.toString(),
                        "--runtime",
                        "in-process",
                        "--out",
                        run.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    @Test
    void endInTheSameBytes() throws IOException, InterruptedException {
        List<Path> jdks = jdks();
        Path scenario = SmallScenario.in(folder);
        List<Path> runs = new ArrayList<>();
        for (Path jdk : jdks) {
            for (int i = 0; i < 2; i++) {
                Path run = folder.resolve("run-" + runs.size());
                Process process = start(jdk, scenario, run);
                assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(jdk.toString()).isZero();
                runs.add(run);
            }
        }
        Invocation here = Invocation.of(
                "run", scenario, "--runtime", "in-process", "--quiet", "--json", "--out", folder.resolve("here"));
        String digest = here.json().path("digest").asText();
        for (Path run : runs) {
            assertThat(new ObjectMapper()
                            .readTree(run.resolve("summary.json").toFile())
                            .path("digest")
                            .asText())
                    .as(run.toString())
                    .isEqualTo(digest);
            for (String file : List.of("ticks.csv", "liquidations.csv", "waterfall.csv", "report.html")) {
                assertThat(run.resolve(file))
                        .hasSameBinaryContentAs(folder.resolve("here").resolve(file));
            }
        }
    }
}
