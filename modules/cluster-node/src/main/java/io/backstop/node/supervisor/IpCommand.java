package io.backstop.node.supervisor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program {@code ip} of iproute2.
 *
 * @param program where it is
 */
record IpCommand(Path program) {
    private static final Logger LOG = LoggerFactory.getLogger(IpCommand.class);
    private static final String NAME = "ip";

    /** What {@code ip} said when it failed. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    static IpCommand find() throws Failed {
        return new IpCommand(
                Program.find(NAME).orElseThrow(() -> new Failed("there is no program ip (iproute2) here")));
    }

    /** Does what the lines say, up to the first that fails. */
    void batch(List<String> lines) throws Failed {
        String unused = run(List.of("-batch", "-"), String.join("\n", lines) + "\n");
    }

    /** What it prints. */
    String ask(String... words) throws Failed {
        return run(List.of(words), "");
    }

    private String run(List<String> words, String input) throws Failed {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Stream.concat(Stream.of(program.toString()), words.stream()).toList());
            builder.environment().put("PATH", Program.searchPath());
            Process process = builder.redirectErrorStream(true).start();
            write(input, process.getOutputStream());
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Not interrupted: it takes milliseconds, and what was made must be taken away also by who is told to end.
            if (process.onExit().join().exitValue() != 0) {
                throw new Failed("ip: " + said.lines().findFirst().orElse("failed without a word"));
            }
            return said;
        } catch (IOException e) {
            throw new Failed("ip does not run: " + e.getMessage());
        }
    }

    /** If it ends before it has read all, its words say why. */
    private static void write(String input, OutputStream in) {
        try (in) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            LOG.debug("ip does not read", ended);
        }
    }
}
