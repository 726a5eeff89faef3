package io.backstop.node.supervisor;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start a JVM like this one: same Java, class path and options. The class path goes by the environment, so that the
 * process's own words come early in its command line.
 *
 * @param java the program
 * @param options of the JVM
 */
record JavaCommand(Path java, List<String> options, String classPath) {
    private static final String MAIN = "io.backstop.node.Backstop";
    private static final int NODE_PROCESSORS = 2;

    /** What a node has of its own, and what belongs to one process only. */
    private static final Pattern OWN = Pattern.compile(
            "-Xm[xsn].*|-XX:ActiveProcessorCount=.*|-XX:[+-]Use\\w*GC|-javaagent:.*|-agentlib:.*|-agentpath:.*|-Dbackstop\\.terminal=.*");

    /** This JVM's. */
    static JavaCommand ofThis() {
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments()),
                absolute(System.getProperty("java.class.path")));
    }

    /** A node works in another folder than this process. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same for a node: a small heap, the collector that costs least there, two processors at most. */
    JavaCommand forNode(String heap) {
        List<String> node = new ArrayList<>();
        node.add("-Xmx" + heap);
        node.add("-XX:+UseSerialGC");
        node.add("-XX:ActiveProcessorCount="
                + Math.min(NODE_PROCESSORS, Runtime.getRuntime().availableProcessors()));
        options.stream().filter(option -> !OWN.matcher(option).matches()).forEach(node::add);
        if (!node.contains("-XX:+ExitOnOutOfMemoryError")) {
            node.add("-XX:+ExitOnOutOfMemoryError");
        }
        return new JavaCommand(java, List.copyOf(node), classPath);
    }

    /** A process of its own session where the system can: a Ctrl-C in the terminal must reach the supervisor alone. */
    ProcessBuilder backstop(List<String> words) {
        return backstop(List.of(), words);
    }

    /**
     * The same by another program.
     *
     * @param within that program and its words; it must become the process that it starts
     */
    ProcessBuilder backstop(List<String> within, List<String> words) {
        List<String> command = new ArrayList<>();
        Program.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(within);
        command.add(java.toString());
        command.addAll(options);
        command.add(MAIN);
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath);
        return builder;
    }
}
