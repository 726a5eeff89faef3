package io.backstop.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import org.junit.jupiter.api.Test;

class InsuranceRulesTest {
    private static final Ratio HALF_PERCENT = Ratio.of(5, 1000);

    /** dYdX v4, TestGetLiquidationInsuranceFundDelta: 0.1 BTC, bankruptcy value 5,100 or -4,900. */
    @Test
    void theFundGetsTheSurplusUpToTheFeeCapAndPaysTheLack() {
        assertThat(FundDelta.of(dollars(5_610), dollars(5_100), HALF_PERCENT)).isEqualTo(28_050_000);
        assertThat(FundDelta.of(dollars(5_610), dollars(5_100), Ratio.ONE)).isEqualTo(dollars(510));
        assertThat(FundDelta.of(5_105_100_000L, dollars(5_100), HALF_PERCENT)).isEqualTo(5_100_000);
        assertThat(FundDelta.of(dollars(5_100), dollars(5_100), HALF_PERCENT)).isZero();
        assertThat(FundDelta.of(dollars(-4_410), dollars(-4_900), Ratio.of(25, 1000)))
                .isEqualTo(110_250_000);
        assertThat(FundDelta.of(dollars(-4_949), dollars(-4_900), HALF_PERCENT)).isEqualTo(dollars(-49));
    }

    /** dYdX v4, TestIsValidInsuranceFundDelta. */
    @Test
    void theFundMayBeDrainedButNotOverdrawn() {
        assertThat(FundCover.ofBalance(10_000).covers(10_000)).isTrue();
        assertThat(FundCover.ofBalance(0).covers(1)).isFalse();
        assertThat(FundCover.ofBalance(-1).covers(0)).isTrue();
    }

    @Test
    void theCoverIsTheLeastOfLossCapsAndBalance() {
        assertThat(new FundCover(80, 90, 95).partOf(100)).isEqualTo(80);
        assertThat(new FundCover(200, 90, 95).partOf(100)).isEqualTo(90);
        assertThat(new FundCover(200, 200, -5).partOf(100)).isZero();
    }

    /** Drift v2: ceil(100 / 11) for each unit, 9.090910 dollars. */
    @Test
    void bothSidesOfOpenInterestAreCharged() {
        assertThat(DriftSocialLoss.chargePerUnit(dollars(100), 11_000_000_000L, 1_000_000_000L))
                .isEqualTo(9_090_910);
        assertThatThrownBy(() -> DriftSocialLoss.chargePerUnit(1, 0, 1)).isInstanceOf(ArithmeticException.class);
    }

    private static long dollars(long dollars) {
        return Money.ofDollars(dollars);
    }
}
