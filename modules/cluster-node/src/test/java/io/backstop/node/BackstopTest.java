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
        assertThat(err.toString()).contains("Commands:").contains("no-such-verb");
    }

    @Test
    void saysInOneLineWhatIsWrongWithAWordAndWhereToReadOn() {
        assertThat(execute("run", "a.yaml", "--runtime", "swarm")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).isEqualTo("""
                        backstop: Invalid value for option '--runtime': 'swarm' is none of cluster, in-process
                        See backstop run --help
                        """);
    }

    @Test
    void namesTheNearestOption() {
        assertThat(execute("run", "a.yaml", "--sed=3")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(err.toString()).startsWith("backstop: ").contains("--seed");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Backstop.commandLine();
        return commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
