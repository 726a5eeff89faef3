package io.backstop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.MarginTiers;
import io.backstop.account.Position;
import io.backstop.model.Ratio;
import io.backstop.scenario.VenueSpec.Liquidation;
import io.backstop.scenario.VenueSpec.Liquidation.Style;
import io.backstop.simulation.OrderSizing.Sized;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten units at 20,000 dollars are a leg of 200,000 dollars. */
class OrderSizingTest {
    private static final long USD = 1_000_000L;
    private static final long MARK = 20_000 * USD;
    private static final long NOW = 60_000;
    private static final MarginTiers TIERS =
            MarginTiers.derive(List.of(0L, 100_000 * USD), List.of(Ratio.of(1, 100), Ratio.of(2, 100)));

    private static Sized sized(Liquidation rules, long size, long coolDownUntil) {
        Position position = new Position(0, size, size * MARK);
        return OrderSizing.of(rules, TIERS, position, MARK, NOW, 1_000, coolDownUntil);
    }

    private static Liquidation rules(Style style, Ratio fraction, long minimum, long maximum) {
        return new Liquidation(style, 100_000 * USD, fraction, 30_000, minimum, maximum);
    }

    @Test
    void stagedOrdersAFifthOfALegAboveTheThresholdAndThenPauses() {
        Liquidation staged = rules(Style.STAGED, Ratio.of(1, 5), 0, 0);

        assertThat(sized(staged, 10, 0)).isEqualTo(new Sized(2, NOW + 30_000));
        assertThat(sized(staged, -10, 0)).isEqualTo(new Sized(2, NOW + 30_000));
        assertThat(sized(staged, 5, 0)).as("exactly 100,000").isEqualTo(new Sized(5, -1));
        assertThat(sized(staged, 6, 0)).as("a fifth is 1.2").isEqualTo(new Sized(1, NOW + 30_000));
    }

    @Test
    void stagedOrdersTheRestAfterASlice() {
        Liquidation staged = rules(Style.STAGED, Ratio.of(1, 5), 0, 0);

        assertThat(sized(staged, 8, NOW - 1)).isEqualTo(new Sized(8, -1));
        assertThat(sized(staged, 8, NOW - 30_000)).as("long ago").isEqualTo(new Sized(1, NOW + 30_000));
    }

    @Test
    void wholeOrdersAll() {
        assertThat(sized(rules(Style.WHOLE, Ratio.of(1, 5), 0, 0), -10, 0)).isEqualTo(new Sized(10, -1));
    }

    @Test
    void stepDownOrdersDownToTheTierBelow() {
        Liquidation stepDown = rules(Style.STEP_DOWN, Ratio.ONE, 0, 0);

        assertThat(sized(stepDown, 10, 0))
                .as("200,000 - 6 * 20,000 is below 100,000")
                .isEqualTo(new Sized(6, -1));
        assertThat(sized(stepDown, 4, 0)).as("no tier below").isEqualTo(new Sized(4, -1));
    }

    @Test
    void perBlockOrdersAShareWithinItsLimits() {
        Ratio tenth = Ratio.of(1, 10);

        assertThat(sized(rules(Style.PER_BLOCK, tenth, 20_000 * USD, 100_000 * USD), 20, 0))
                .isEqualTo(new Sized(2, NOW + 1_000));
        assertThat(sized(rules(Style.PER_BLOCK, tenth, 60_000 * USD, 100_000 * USD), 20, 0))
                .as("at least 60,000")
                .isEqualTo(new Sized(3, NOW + 1_000));
        assertThat(sized(rules(Style.PER_BLOCK, Ratio.ONE, 20_000 * USD, 100_000 * USD), 20, 0))
                .as("at most 100,000")
                .isEqualTo(new Sized(5, NOW + 1_000));
        assertThat(sized(rules(Style.PER_BLOCK, tenth, 200_000 * USD, 300_000 * USD), 15, 0))
                .as("5 would be left, less than 200,000")
                .isEqualTo(new Sized(15, NOW + 1_000));
    }
}
