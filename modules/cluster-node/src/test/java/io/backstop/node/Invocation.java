package io.backstop.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One call of the command line in this JVM: its exit code and what it wrote. */
public record Invocation(int exitCode, String out, String err) {
    /** Calls it. */
    public static Invocation of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exitCode = Backstop.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /** The last line of standard output. */
    public JsonNode json() {
        try {
            return new ObjectMapper().readTree(out.lines().toList().getLast());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + out, e);
        }
    }
}
