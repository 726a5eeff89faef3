package io.backstop.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.PriceSpec.Interpolation;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MarketRulesTest {
    private static final List<ImpactModel> MODELS =
            List.of(new LinearImpact(0.02), new ExponentialImpact(0.02), new SquareRootImpact(0.02));

    /** economics N3: y = p * (1 - s * lambda * (u0 + u / 2)) with lambda 2 %, u0 1/4 and u 1/2: 1 % below. */
    @Test
    void linearImpactAveragesOverTheShareUsed() {
        long sold = new LinearImpact(0.02).consideration(dollars(-500), dollars(250), dollars(1_000));
        assertThat(sold).isEqualTo(dollars(-495));
        long bought = new LinearImpact(0.02).consideration(dollars(500), dollars(250), dollars(1_000));
        assertThat(bought).isEqualTo(dollars(505));
    }

    @Test
    void squareRootImpactOfTheWholeDepthIsTwoThirdsOfLambda() {
        assertThat(new SquareRootImpact(0.03).sellDistance(0, 1)).isCloseTo(0.02, within(1e-15));
        assertThat(new SquareRootImpact(0.03).buyDistance(0.25, 0.75))
                .isCloseTo(0.03 * 2 / 3 * 0.875 / 0.75, within(1e-15));
    }

    @Test
    void exponentialImpactIsTheMeanOfTheExponential() {
        assertThat(new ExponentialImpact(0.1).sellDistance(0, 1))
                .isCloseTo(1 - (1 - Math.exp(-0.1)) / 0.1, within(1e-15));
        assertThat(new ExponentialImpact(0.1).buyDistance(0, 1))
                .isCloseTo((Math.exp(0.1) - 1) / 0.1 - 1, within(1e-15));
        assertThat(new ExponentialImpact(0).sellDistance(0.3, 0.5)).isZero();
    }

    @Property
    void aFlowInTwoPartsCostsWhatItCostsInOne(
            @ForAll @DoubleRange(min = 0, max = 0.5) double u0,
            @ForAll @DoubleRange(min = 0.01, max = 0.25) double first,
            @ForAll @DoubleRange(min = 0.01, max = 0.25) double second) {
        for (ImpactModel model : MODELS) {
            double inParts = first * model.sellDistance(u0, first) + second * model.sellDistance(u0 + first, second);
            double inOne = (first + second) * model.sellDistance(u0, first + second);
            assertThat(inParts).isCloseTo(inOne, within(1e-12));
        }
    }

    @Property
    void aForcedFlowNeverDoesBetterThanMark(@ForAll @LongRange(min = 1, max = 1_000_000_000L) long notional) {
        for (ImpactModel model : MODELS) {
            assertThat(model.consideration(notional, 0, 1_000_000_000L)).isGreaterThanOrEqualTo(notional);
            assertThat(model.consideration(-notional, 0, 1_000_000_000L)).isGreaterThanOrEqualTo(-notional);
        }
    }

    @Test
    void infiniteDepthExecutesAtMark() {
        for (ImpactModel model : MODELS) {
            assertThat(model.consideration(Long.MAX_VALUE, 0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        }
        assertThat(ImpactModel.permanent(5, Long.MAX_VALUE, 1, 1000)).isZero();
        assertThatThrownBy(() -> MODELS.get(0).consideration(1, 0, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void modelsGoByName() {
        for (ImpactSpec.Model named : ImpactSpec.Model.values()) {
            assertThat(ImpactModel.of(new ImpactSpec(named, 0.1, 0, 1)).sellDistance(0, 1))
                    .isPositive();
        }
    }

    /** economics N1: half of the displacement is left after a half-life, and K joins it. */
    @Test
    void displacementDecaysByHalfLives() {
        assertThat(Displacement.next(0.08, 0.01, Displacement.kept(30_000, 60_000)))
                .isCloseTo(0.08 * StrictMath.sqrt(0.5) + 0.01, within(1e-15));
        assertThat(Displacement.next(0.08, 0.01, Displacement.kept(60_000, Long.MAX_VALUE)))
                .isCloseTo(0.09, within(1e-15));
        assertThat(Displacement.mark(100_000, StrictMath.log(2))).isEqualTo(50_000);
        assertThat(Displacement.mark(100_000, 0)).isEqualTo(100_000);
        assertThat(Displacement.mark(1, 50)).isEqualTo(1);
        assertThat(ImpactModel.permanent(dollars(5), dollars(10), 0.004, 500)).isCloseTo(0.001, within(1e-18));
    }

    @Test
    void depthIsABudgetForTheTickAndFollowsItsProfile() {
        DepthProfile profile = new DepthProfile(
                new DepthSpec(dollars(100), Long.MAX_VALUE, new long[] {0, 1_000, 3_000}, new double[] {1, 0.5, 1.5}));
        assertThat(profile.sellBudget(0, 500)).isEqualTo(dollars(50));
        assertThat(profile.sellBudget(500, 1_000)).isEqualTo(dollars(75));
        assertThat(profile.sellBudget(2_000, 1_000)).isEqualTo(dollars(100));
        assertThat(profile.sellBudget(9_000, 1_000)).isEqualTo(dollars(150));
        assertThat(profile.buyBudget(0, 500)).isEqualTo(Long.MAX_VALUE);
    }

    /** Hyperliquid docs, Funding: impact bid 10,100 over oracle 10,000 gives 0.95 % in eight hours, 118.75 USD an hour for 10 BTC. */
    @Test
    void fundingIsThePremiumWithAClampedPullToTheInterest() {
        FundingSpec spec = new FundingSpec(3_600_000, Ratio.of(1, 10_000), Ratio.of(5, 10_000), Ratio.of(4, 100));
        Rational premium = FundingRate.premium(10_100, 10_000);
        assertThat(premium).isEqualTo(Rational.of(1, 100));
        assertThat(FundingRate.eightHourRate(premium, spec.interest(), spec.clamp()))
                .isEqualTo(Rational.of(95, 10_000));
        long rate = FundingRate.intervalRate(spec, 10_100, 10_000);
        assertThat(rate).isEqualTo(1_187_500_000L);
        assertThat(FundingRate.payment(10_000_000, 10_000, rate)).isEqualTo(118_750_000);
        assertThat(FundingRate.payment(-10_000_000, 10_000, rate)).isEqualTo(-118_750_000);
    }

    @Test
    void fundingIsCapped() {
        FundingSpec spec = new FundingSpec(3_600_000, Ratio.of(1, 10_000), Ratio.of(5, 10_000), Ratio.of(4, 100));
        assertThat(FundingRate.intervalRate(spec, 20_000, 10_000)).isEqualTo(40_000_000_000L);
        assertThat(FundingRate.intervalRate(spec, 1_000, 10_000)).isEqualTo(-40_000_000_000L);
    }

    @Test
    void aPathMovesOnStraightLinesOfTheLogarithm() {
        PriceSpec path = new PriceSpec.Path(
                new long[] {0, 2_000, 3_000}, new long[] {10_000, 40_000, 10_000}, Interpolation.LOG_LINEAR);
        assertThat(PriceProcess.path(path, 1, "BTC", 1_000, 4)).containsExactly(10_000, 20_000, 40_000, 10_000, 10_000);
        PriceSpec steps = new PriceSpec.Path(new long[] {0, 1_500}, new long[] {10_000, 20_000}, Interpolation.STEP);
        assertThat(PriceProcess.path(steps, 1, "BTC", 1_000, 2)).containsExactly(10_000, 10_000, 20_000);
    }

    @Test
    void aRandomPathDependsOnSeedAndNameOnly() {
        PriceSpec spec = new PriceSpec.JumpDiffusion(100_000, 0, 0.8, 20, -0.02, 0.03);
        long[] path = PriceProcess.path(spec, 7, "BTC", 1_000, 50);
        assertThat(PriceProcess.path(spec, 7, "BTC", 1_000, 20)).isEqualTo(Arrays.copyOf(path, 21));
        assertThat(PriceProcess.path(spec, 7, "ETH", 1_000, 50)).isNotEqualTo(path);
        assertThat(PriceProcess.path(spec, 8, "BTC", 1_000, 50)).isNotEqualTo(path);
    }

    /** A day of volatility 80 % a year: the logarithm has deviation 0.8 * sqrt(1/365), on one tick as on many. */
    @Test
    void theTickLengthDoesNotChangeTheDistribution() {
        PriceSpec spec = new PriceSpec.JumpDiffusion(1_000_000_000L, 0, 0.8, 0.5, 0.01, 0.02);
        double variance = 0.64 / 365 + 0.5 * 24 * (0.01 * 0.01 + 0.02 * 0.02);
        assertThat(sampleVariance(spec, 86_400_000, 1)).isCloseTo(variance, within(variance * 0.1));
        assertThat(sampleVariance(spec, 3_600_000, 24)).isCloseTo(variance, within(variance * 0.1));
    }

    private static double sampleVariance(PriceSpec spec, long tickMillis, int ticks) {
        int samples = 4_000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < samples; seed++) {
            double log = StrictMath.log(PriceProcess.path(spec, seed, "BTC", tickMillis, ticks)[ticks] / 1e9);
            sum += log;
            squares += log * log;
        }
        return squares / samples - (sum / samples) * (sum / samples);
    }

    private static long dollars(long dollars) {
        return Money.ofDollars(dollars);
    }
}
