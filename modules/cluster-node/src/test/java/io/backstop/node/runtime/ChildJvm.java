package io.backstop.node.runtime;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that a test can kill as {@code kill -9} does, or send a signal to. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the class's {@code main}. */
    public static ChildJvm start(Class<?> main, Object... args) throws IOException {
        return start(List.of(), ownClassPath(), main, args);
    }

    /** Starts it with classes and resources that stand in for those of this JVM. */
    public static ChildJvm startWith(Path before, Class<?> main, Object... args) throws IOException {
        return start(List.of(), before + File.pathSeparator + ownClassPath(), main, args);
    }

    private static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /**
     * Starts it so that SIGINT reaches it even if this JVM, as a shell's background job, was told to ignore it; the JVM minds
     * what it inherits.
     */
    public static ChildJvm startInterruptible(Class<?> main, Object... args) throws IOException {
        return start(List.of("env", "--default-signal=INT"), ownClassPath(), main, args);
    }

    private static ChildJvm start(List<String> wrapper, String classPath, Class<?> main, Object... args)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        return new ChildJvm(new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start());
    }

    /** Reads until a line contains the text, and returns it. */
    public String awaitLine(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("no line with \"" + text + "\" in " + lines);
    }

    /** Sends a signal, such as {@code INT}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end; returns what it had printed. */
    public List<String> end() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        process.waitFor();
        return lines;
    }

    /** How it ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Kills it without warning; returns what it had printed. */
    public List<String> kill() throws IOException, InterruptedException {
        // Not the process's own method, which closes the stream that is still to be read.
        process.toHandle().destroyForcibly();
        return end();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
