package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reserves of {@code aave} are USD, ETH (200 dollars, two decimals) and XUSD. */
class LendingOpeningsTest {
    private static final int USD = 0;
    private static final int ETH = 1;
    private static final int XUSD = 2;
    private static final int LOOPERS = 0;
    private static final int WHALES = 1;

    private static LendingOpenings openings(String text, int protocol) {
        ResolvedScenario scenario = ScenarioText.resolve(text);
        return new ScenarioLendingOpenings(
                scenario.seed(), scenario.debt().lending().get(protocol), scenario.assets());
    }

    private static LendingOpening draw(LendingOpenings openings, int population, int ordinal) {
        LendingOpening opening = new LendingOpening(3);
        openings.draw(population, ordinal, opening);
        return opening;
    }

    @Test
    void vaultOfFixedDebtAndRatio() {
        LendingOpening vault = draw(openings(DebtScenario.TEXT, 1), 0, 7);
        assertThat(vault.owed).startsWith(20_000_000_000L, 0);
        assertThat(vault.supplied).startsWith(0, 160_00);
        assertThat(vault.cash).isZero();
    }

    @Test
    void collateralIsRoundedUp() {
        String text = DebtScenario.TEXT.replace("debtValue: {fixed: 20k USD}", "debtValue: {fixed: 20_001 USD}");
        // 20,001 * 1.6 / 200 = 160.008 ETH
        assertThat(draw(openings(text, 1), 0, 7).supplied[ETH]).isEqualTo(160_01);
    }

    @Test
    void listedAccount() {
        LendingOpening whale = draw(openings(DebtScenario.TEXT, 0), WHALES, 0);
        assertThat(whale.supplied).containsExactly(0, 0, 20_000_000);
        assertThat(whale.owed).containsExactly(12_000_000_000_000L, 0, 0);
        assertThat(whale.cash).isEqualTo(1_000_000_000_000L);
    }

    @Test
    void debtsAreOfTheMedianAndRatiosAtLeastWhatTheProtocolLends() {
        LendingOpenings openings = openings(DebtScenario.TEXT.replace("count: 100\n", "count: 1001\n"), 0);
        List<Long> debts = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            LendingOpening opening = draw(openings, LOOPERS, i);
            debts.add(opening.owed[USD]);
            double ratio = opening.supplied[ETH] * 2_000_000.0 / opening.owed[USD];
            assertThat(ratio).isGreaterThanOrEqualTo(1.25);
            assertThat(opening.owed[USD]).isBetween(1L, 1_000_000_000_000L);
            assertThat(opening.supplied[XUSD]).isZero();
        }
        debts.sort(null);
        assertThat(debts.get(500) / 1e6).isBetween(9_000.0, 11_100.0);
    }

    @Test
    void anotherRatioOrPopulationChangesNoDebt() {
        LendingOpenings openings = openings(DebtScenario.TEXT, 0);
        LendingOpenings other = openings(
                DebtScenario.TEXT
                        .replace(
                                "collateralRatio: {lognormal: {median: 1.8, logDeviation: 0.2}}",
                                "collateralRatio: {fixed: 3}")
                        .replace("name: whales", "name: aces")
                        .replace("whales-curve", "aces-curve"),
                0);
        for (int i = 0; i < 100; i++) {
            assertThat(draw(other, 1, i).owed).isEqualTo(draw(openings, LOOPERS, i).owed);
        }
        assertThat(draw(openings, LOOPERS, 0).owed).isNotEqualTo(draw(openings, LOOPERS, 1).owed);
    }

    @Test
    void accountsAreFoundByTheirNames() {
        LendingOpenings openings = openings(DebtScenario.TEXT, 0);
        assertThat(openings.populations()).isEqualTo(2);
        assertThat(openings.count(LOOPERS)).isEqualTo(100);
        assertThat(openings.name(LOOPERS, 7)).isEqualTo("loopers-000007");
        assertThat(openings.name(WHALES, 0)).isEqualTo("whales-curve");
        assertThat(openings.find("loopers-000007")).isEqualTo(7);
        assertThat(openings.find("whales-curve")).isEqualTo(1L << 32);
        assertThat(List.of("loopers-000100", "loopers-7", "whales-crv", "curve", "nobody-000000"))
                .allSatisfy(name -> assertThat(openings.find(name)).isEqualTo(-1));
    }
}
