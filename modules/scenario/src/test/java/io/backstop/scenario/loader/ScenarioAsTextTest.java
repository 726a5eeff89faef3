package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A scenario that somebody sent, where nobody's files are beside it. */
class ScenarioAsTextTest {
    @Test
    void itIsTheScenarioOfAFileWithTheSameText() {
        LoadedScenario sent = ScenarioLoader.load("sent", ScenarioText.MINIMAL, List.of(), OptionalLong.of(9));

        assertThat(sent.resolvedYaml())
                .isEqualTo(ScenarioText.load(ScenarioText.MINIMAL, "seed=9").resolvedYaml());
    }

    @Test
    void itCannotNameAFile() {
        String listed = ScenarioText.MINIMAL + "accounts: {csv: /etc/passwd}\n";

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioLoader.load("sent", listed, List.of(), OptionalLong.empty()))
                .withMessage("sent:17:17: accounts.csv names the file '/etc/passwd', but this scenario came as text,"
                        + " without files; expected the resolved scenario instead");
    }

    @Test
    void itHasTheSizeOfAFileAtMost() {
        String large = ScenarioText.MINIMAL + "#".repeat(ScenarioLoader.SIZE_LIMIT);

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioLoader.load("sent", large, List.of(), OptionalLong.empty()))
                .withMessageMatching("sent: \\d+ bytes; expected at most 4194304");
    }

    @Test
    void aResolvedTextCannotGrowByAliases() {
        StringBuilder text = new StringBuilder("format: backstop-resolved-1\nl0: &l0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 12; level++) {
            String below = "*l" + (level - 1);
            text.append(
                    "l%d: &l%d [%s]\n".formatted(level, level, String.join(", ", List.of(below, below, below, below))));
        }

        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ResolvedScenarioCodec.read(text.toString()))
                .withMessageContaining("values once aliases are expanded");
    }
}
