package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.ResolvedScenario;
import org.junit.jupiter.api.Test;

/** A scenario of lending protocols, parties and debts, and what its file leaves out. */
class DebtTest {
    @Test
    void isReadBackFromItsCanonicalText() {
        LoadedScenario loaded = ScenarioText.load(DebtScenario.TEXT);
        ResolvedScenario read = ResolvedScenarioCodec.read(loaded.resolvedYaml());
        assertThat(read).usingRecursiveComparison().isEqualTo(loaded.resolved());
        assertThat(ResolvedScenarioCodec.write(read)).isEqualTo(loaded.resolvedYaml());
    }
}
