package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BackstopTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysItsVersion() {
        assertThat(execute("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).startsWith("backstop " + Version.ofBuild() + "\nJava ");
        assertThat(Version.ofBuild()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    @Test
    void refusesAMissingOrUnknownVerbAsBadInput() {
        assertThat(execute()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(execute("no-such-verb")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no-such-verb");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Backstop.commandLine();
        return commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
