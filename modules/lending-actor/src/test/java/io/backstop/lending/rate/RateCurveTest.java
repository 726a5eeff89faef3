package io.backstop.lending.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.rate.SegmentedCurve.Segment;
import io.backstop.model.Ratio;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static final long PERCENT = Index.SCALE / 100;
    private static final KinkedCurve AAVE = new KinkedCurve(PERCENT, 4 * PERCENT, 60 * PERCENT, 80 * PERCENT);
    private static final SegmentedCurve DRIFT = new SegmentedCurve(800_000, 20_000, 500_000, 0, SegmentedCurve.DRIFT);

    /** Aave v3: 1 % base, 4 % up to 80 %, 60 % above. */
    @Test
    void theKinkedCurveHasItsKinkAtTheOptimum() {
        assertThat(AAVE.borrowRate(0)).isEqualTo(PERCENT);
        assertThat(AAVE.borrowRate(40 * PERCENT)).isEqualTo(3 * PERCENT);
        assertThat(AAVE.borrowRate(80 * PERCENT)).isEqualTo(5 * PERCENT);
        assertThat(AAVE.borrowRate(90 * PERCENT)).isEqualTo(35 * PERCENT);
        assertThat(AAVE.borrowRate(Index.SCALE)).isEqualTo(65 * PERCENT);
    }

    /** 5 % borrowed at 80 % with a reserve factor of 10 %: suppliers earn 3.6 %. */
    @Test
    void suppliersEarnWhatBorrowersPayLessTheReserveFactor() {
        assertThat(RateCurve.supplyRate(5 * PERCENT, 80 * PERCENT, Ratio.of(1, 10)))
                .isEqualTo(36 * PERCENT / 10);
        assertThat(RateCurve.utilisation(0, 0)).isZero();
    }

    /** Drift v2: 2 % at 80 %, 50 % at 100 %; 84.5 % is 9/10 of the first segment's 5 %. */
    @Test
    void theSegmentedCurveHandsOutTheExtraRateInShares() {
        assertThat(DRIFT.borrowRatePpm(400_000)).isEqualTo(10_000);
        assertThat(DRIFT.borrowRatePpm(800_000)).isEqualTo(20_000);
        assertThat(DRIFT.borrowRatePpm(845_000)).isEqualTo(41_600);
        assertThat(DRIFT.borrowRatePpm(985_000)).isEqualTo(248_000);
        assertThat(DRIFT.borrowRatePpm(1_000_000)).isEqualTo(500_000);
        assertThat(DRIFT.borrowRate(Index.SCALE)).isEqualTo(50 * PERCENT);
    }

    @Test
    void noRateIsBelowTheMinimum() {
        assertThat(new SegmentedCurve(800_000, 20_000, 500_000, 15_000, SegmentedCurve.DRIFT).borrowRatePpm(0))
                .isEqualTo(15_000);
    }

    @Test
    void aCurveOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new KinkedCurve(0, 0, 0, Index.SCALE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SegmentedCurve(900_000, 1, 2, 0, SegmentedCurve.DRIFT))
                .hasMessageContaining("850000");
        assertThatThrownBy(() -> new SegmentedCurve(1, 1, 2, 0, List.of(new Segment(1_000_000, 999))))
                .hasMessageContaining("999 shares");
        assertThatThrownBy(() -> AAVE.borrowRate(Index.SCALE + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void ratesNeverFallWithUtilisation(
            @ForAll @LongRange(max = Index.SCALE) long one, @ForAll @LongRange(max = Index.SCALE) long other) {
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        assertThat(AAVE.borrowRate(low)).isLessThanOrEqualTo(AAVE.borrowRate(high));
        assertThat(DRIFT.borrowRate(low)).isLessThanOrEqualTo(DRIFT.borrowRate(high));
    }

    /** A year at 10 %: e^0.1 is 1.10517; three terms give 1 + 0.1 + 0.005 + 0.000166... */
    @Test
    void debtCompoundsAsInAaveAndSupplyGrowsLinearly() {
        assertThat(Index.compound(Index.SCALE, 10 * PERCENT, Index.YEAR_MILLIS)).isEqualTo(1_105_166_666_666_667L);
        assertThat(Index.linear(Index.SCALE, 10 * PERCENT, Index.YEAR_MILLIS)).isEqualTo(1_100_000_000_000_000L);
        assertThat(Index.compound(Index.SCALE, 10 * PERCENT, 0)).isEqualTo(Index.SCALE);
    }
}
