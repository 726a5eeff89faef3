package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.ResolvedScenario;
import org.junit.jupiter.api.Test;

class ScenarioLoaderTest {
    @Test
    void minimalScenarioGetsEveryDefault() {
        LoadedScenario loaded = ScenarioText.load(ScenarioText.MINIMAL);
        ResolvedScenario scenario = loaded.resolved();
        assertThat(scenario.ticks()).isEqualTo(60);
        assertThat(ResolvedScenarioCodec.write(ResolvedScenarioCodec.read(loaded.resolvedYaml())))
                .isEqualTo(loaded.resolvedYaml());
        AccountOpening opening = new AccountOpening(1, 0);
        loaded.openings().draw(0, 7, opening);
        assertThat(opening.size[0]).isPositive();
        assertThat(loaded.openings().name(0, 7)).isEqualTo("longs-000007");
    }
}
