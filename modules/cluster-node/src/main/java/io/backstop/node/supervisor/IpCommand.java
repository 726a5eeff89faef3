package io.backstop.node.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program {@code ip} of iproute2.
 *
 * @param program where it is
 */
record IpCommand(Path program) {
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
            Process process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), words.stream())
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Failed("ip: " + said.lines().findFirst().orElse("failed without a word"));
            }
            return said;
        } catch (IOException e) {
            throw new Failed("ip does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted");
        }
    }
}
