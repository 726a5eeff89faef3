package io.backstop.node.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the stack trace of a failed run goes, instead of to the person. */
final class FailureLog {
    static final String NAME = "failure.log";

    private FailureLog() {}

    /** Takes away what an earlier attempt left. */
    static void clear(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } catch (IOException e) {
            throw CommandFailure.badInput("cannot write the run folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Writes the trace into the run folder; returns where it is, in words to add to a message, or nothing. */
    static String write(Path folder, Throwable failure) {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        Path log = folder.resolve(NAME);
        try {
            Files.writeString(log, trace.toString());
            return "; details in " + log;
        } catch (IOException e) {
            return "";
        }
    }
}
