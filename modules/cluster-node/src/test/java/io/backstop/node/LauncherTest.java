package io.backstop.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a made-up checkout, with made-up JDKs that say their version and what they were called with. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER = Path.of("../../backstop");

    @TempDir
    private Path directory;

    private Path checkout;
    private Path jdks;
    private Path elsewhere;

    @BeforeEach
    void layOut() throws IOException {
        Path real = directory.toRealPath();
        checkout = Files.createDirectories(real.resolve("check out"));
        jdks = Files.createDirectories(real.resolve("jdks"));
        elsewhere = Files.createDirectories(real.resolve("elsewhere"));
        Files.copy(LAUNCHER, checkout.resolve("backstop"), StandardCopyOption.COPY_ATTRIBUTES);
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("modules/cluster-node/pom.xml"), "<project/>");
        write(checkout.resolve("modules/cluster-node/src/main/java/A.java"), "class A {}");
        wrapper("for word; do case $word in -Ddist.directory=*) mkdir -p \"${word#*=}/lib\" ;; esac; done");
    }

    @Test
    void picksTheNewestJdk() throws Exception {
        jdk("seventeen", "17.0.15");
        jdk("old", "1.8.0_402");
        Path newest = jdk("newest", "25.0.3");
        jdk("twenty-one", "21.0.9");
        jdk("twenty-five", "25.0.1");

        Outcome outcome = start(Map.of());

        assertThat(outcome.out()).startsWith("ran " + newest + " ");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void readsTheVersionFromTheReleaseFileWithoutStartingJava() throws Exception {
        Path jdk = jdk("silent", "no version at all");
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"24\"\n");

        assertThat(start(Map.of()).out()).startsWith("ran " + jdk + " ");
    }

    @Test
    void findsTheJdkOfThePathThroughSymbolicLinks() throws Exception {
        Path jdk = jdk("twenty-two", "22");
        Files.createSymbolicLink(elsewhere.resolve("java"), jdk.resolve("bin/java"));

        Outcome outcome =
                start(Map.of("BACKSTOP_JDK_DIRS", "/nonexistent", "PATH", elsewhere + ":" + System.getenv("PATH")));

        assertThat(outcome.out()).startsWith("ran " + jdk + " ");
    }

    @Test
    void usesTheJdkItIsToldToUseEvenIfAnotherIsNewer() throws Exception {
        jdk("newer", "25");
        Path told = jdk("told", "21.0.2");

        assertThat(start(Map.of("BACKSTOP_JAVA_HOME", told.toString())).out()).startsWith("ran " + told + " ");
    }

    @Test
    void refusesAnOldJdkInOneLine() throws Exception {
        Path old = jdk("seventeen", "17.0.15");

        Outcome outcome = start(Map.of("BACKSTOP_JAVA_HOME", old.toString()));

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(outcome.err())
                .isEqualTo("backstop: needs JDK 21 or newer (set JAVA_HOME to one); found 17.0.15 at " + old + "\n");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void handsOnItsArgumentsAsTheyAreFromAnyDirectoryAndThroughALink() throws Exception {
        jdk("twenty-one", "21");
        Path link = Files.createSymbolicLink(elsewhere.resolve("bs"), Path.of("../check out/backstop"));

        Outcome outcome = start(link, Map.of("BACKSTOP_HEAP", "7g"), "run", "two words", "", "*");

        assertThat(outcome.out())
                .contains("[-Xmx7g]")
                .contains("[-Dbackstop.home=" + checkout + "]")
                .contains("[" + checkout + "/modules/cluster-node/target/dist/lib/*]")
                .endsWith("[io.backstop.node.Backstop][run][two words][][*]\n");
    }

    @Test
    void letsTheOptionsOfTheUserComeLast() throws Exception {
        jdk("twenty-one", "21");

        Outcome outcome = start(Map.of("BACKSTOP_JAVA_OPTS", "-Xmx9g -XX:+UseSerialGC", "BACKSTOP_JIT", "c1"));

        assertThat(outcome.out())
                .containsSubsequence("[-Xmx2g]", "[-XX:TieredStopAtLevel=1]", "[-Xmx9g]", "[-XX:+UseSerialGC]")
                .doesNotContain("UseParallelGC");
    }

    @Test
    void allowsUnsafeMemoryAccessOnlyWhereTheOptionExists() throws Exception {
        Path older = jdk("twenty-three", "23");
        Path newer = jdk("twenty-four", "24");

        assertThat(start(Map.of("BACKSTOP_JAVA_HOME", older.toString())).out()).doesNotContain("sun-misc-unsafe");
        assertThat(start(Map.of("BACKSTOP_JAVA_HOME", newer.toString())).out())
                .contains("[--sun-misc-unsafe-memory-access=allow]");
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewerOrGone() throws Exception {
        jdk("twenty-one", "21");
        assertThat(start(Map.of()).err()).startsWith("backstop: building");
        assertThat(start(Map.of()).err()).isEmpty();

        Path source = checkout.resolve("modules/cluster-node/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(start(Map.of()).err()).startsWith("backstop: building");

        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        assertThat(start(Map.of()).err()).isEmpty();
        Files.delete(source);
        assertThat(start(Map.of()).err()).startsWith("backstop: building");
    }

    @Test
    void buildsOnceWhenSeveralStartTogether() throws Exception {
        jdk("twenty-one", "21");
        wrapper("echo built >> \"" + directory + "/builds\"; sleep 1; "
                + "for word; do case $word in -Ddist.directory=*) mkdir -p \"${word#*=}/lib\" ;; esac; done");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(process(checkout.resolve("backstop"), Map.of()).start());
        }
        for (Process start : starts) {
            assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(start.exitValue()).isZero();
        }
        assertThat(directory.resolve("builds")).hasContent("built");
    }

    @Test
    void takesOverTheLockOfAProcessThatIsGone() throws Exception {
        jdk("twenty-one", "21");
        Process gone = new ProcessBuilder("sh", "-c", "uname -n").start();
        String host = new String(gone.getInputStream().readAllBytes(), UTF_8).strip();
        gone.waitFor();
        Path target = Files.createDirectories(checkout.resolve("modules/cluster-node/target"));
        Path lock = Files.createSymbolicLink(target.resolve("launcher.lock"), Path.of(host + ":" + gone.pid()));

        assertThat(start(Map.of()).exitCode()).isZero();
        assertThat(Files.isSymbolicLink(lock)).isFalse();
    }

    @Test
    void namesTheLogOfABuildThatFailedAndTriesAgain() throws Exception {
        jdk("twenty-one", "21");
        wrapper("echo 'cannot compile'; exit 1");

        for (int attempt = 0; attempt < 2; attempt++) {
            Outcome outcome = start(Map.of());
            Path log = checkout.resolve("modules/cluster-node/target/launcher-build.log");
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
            assertThat(outcome.err()).endsWith("backstop: the build failed; see " + log + "\n");
            assertThat(log).hasContent("cannot compile");
        }
    }

    /** What a start printed, and how it ended. */
    private record Outcome(int exitCode, String out, String err) {}

    private Outcome start(Map<String, String> environment) throws Exception {
        return start(checkout.resolve("backstop"), environment);
    }

    private Outcome start(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = process(launcher, environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private ProcessBuilder process(Path launcher, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("BACKSTOP_JDK_DIRS", jdks.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** A JDK whose java answers {@code -version} as the real one does and otherwise prints how it was called. */
    private Path jdk(String name, String version) throws IOException {
        Path home = jdks.resolve(name);
        program(home.resolve("bin/javac"), "exit 1");
        program(
                home.resolve("bin/java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version + "\" 2026-01-01' >&2; exit; fi\n"
                        + "printf 'ran %s ' '" + home + "'; printf '[%s]' \"$@\"; echo");
        return home;
    }

    private void wrapper(String script) throws IOException {
        program(checkout.resolve("mvnw"), script);
    }

    private static void program(Path path, String script) throws IOException {
        write(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
