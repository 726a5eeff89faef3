package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small verbs, and help. */
class VerbsTest {
    @TempDir
    private Path folder;

    @Test
    void validateSaysWhatARunOpensWith() {
        Invocation valid = Invocation.of("validate", SmallScenario.in(folder));

        assertThat(valid.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(valid.out())
                .startsWith("small: 40 ticks of 1.0 s, seed 7, rules binance-like\n")
                .containsPattern("accounts +300\n")
                .containsPattern("BTC long +[34],\\d{3},\\d{3} USD\n")
                .endsWith("It can be run.\n");
    }

    @Test
    void validateAsJson() {
        Invocation valid =
                Invocation.of("validate", SmallScenario.in(folder), "--json", "--set", "populations.longs.count=100");

        assertThat(valid.json().path("accounts").asLong()).isEqualTo(250);
        assertThat(valid.json().path("openInterest").path("BTC").path("long").isTextual())
                .isTrue();
    }

    @Test
    void validateRefusesWithPlaceAndExpectation() {
        Invocation refused = Invocation.of("validate", SmallScenario.spoiled(folder, "count: 150", "count: -1"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err().lines().toList()).hasSize(1);
        assertThat(refused.err()).contains("spoiled.yaml").contains("count");
    }

    @Test
    void whyNeedsARunFolderAndAnAccountOfIt() {
        Path run = folder.resolve("run");
        Invocation.of("run", SmallScenario.in(folder), "--runtime", "in-process", "--no-paired", "--out", run);

        assertThat(Invocation.of("why", run, "longs-000001").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Invocation.of("why", run, "longs-999999"))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .satisfies(refused -> assertThat(refused.err()).contains("no account 'longs-999999'"));
        assertThat(Invocation.of("why", folder, "longs-000001").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void conformanceOfAFileThatIsNotThereIsBadInput() {
        Path missing = folder.resolve("nofile.json");

        Invocation refused = Invocation.of("conformance", missing);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).isEqualTo("backstop: " + missing + ": no such file\n");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void everyVerbHasHelpWithAnExample() {
        for (String verb : new String[] {"run", "validate", "why", "report", "audit"}) {
            Invocation help = Invocation.of(verb, "--help");
            assertThat(help.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(help.out()).startsWith("Usage: backstop " + verb).contains("  backstop " + verb);
        }
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearestOne() {
        Invocation misspelt = Invocation.of("run", "x.yaml", "--jurnal", "h2");

        assertThat(misspelt.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(misspelt.err()).contains("--jurnal").contains("Did you mean --journal?");
    }
}
