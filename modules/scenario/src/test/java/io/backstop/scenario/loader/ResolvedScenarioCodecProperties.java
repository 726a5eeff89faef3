package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.CashPopulation;
import io.backstop.scenario.Check;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.DrawnPopulation;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Observed;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back equal, and written again gives the same bytes. */
class ResolvedScenarioCodecProperties {
    @Property(tries = 300)
    void roundTrip(@ForAll("scenarios") ResolvedScenario scenario) {
        String text = ResolvedScenarioCodec.write(scenario);
        ResolvedScenario read = ResolvedScenarioCodec.read(text);
        assertThat(read).usingRecursiveComparison().isEqualTo(scenario);
        assertThat(ResolvedScenarioCodec.write(read)).isEqualTo(text);
    }

    @Example
    void largeScenario() {
        LoadedScenario loaded = ScenarioText.load(EventScenario.TEXT);
        ResolvedScenario read = ResolvedScenarioCodec.read(loaded.resolvedYaml());
        assertThat(read).usingRecursiveComparison().isEqualTo(loaded.resolved());
        assertThat(ResolvedScenarioCodec.sha256(ResolvedScenarioCodec.write(read)))
                .isEqualTo(loaded.sha256());
    }

    @Provide
    Arbitrary<ResolvedScenario> scenarios() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars(
                        '\n', 'é', '\t', '\u2028', '\u007f', '\u0085', '\ufeff', '\ud800', '\u0001', '"', '\\', '#',
                        ':')
                .ofMaxLength(20);
        return Combinators.combine(
                        texts, Arbitraries.longs(), markets(), assets(), venues(), drawn(), amounts(), doubles())
                .as((text, seed, market, asset, venue, drawn, amount, real) -> new ResolvedScenario(
                        "name",
                        text,
                        text + "\n",
                        seed,
                        500,
                        7,
                        "2025-10-10T21:15:00Z",
                        3,
                        List.of(market),
                        List.of(asset),
                        venue,
                        List.of(
                                new ListedPopulation(
                                        "accounts",
                                        List.of("0xA", "bob.2"),
                                        new long[] {-amount, amount},
                                        new int[] {0, 0, 1},
                                        new int[] {0},
                                        new long[] {-5},
                                        new long[] {-amount},
                                        new long[][] {{0, 9}}),
                                drawn,
                                new CashPopulation("idle", 5, new Distribution.Fixed(real), amount)),
                        List.of(new Observed("adlEvents", new BigDecimal("1.5"), text, BigDecimal.TWO, true)),
                        List.of(new Check("badDebt", Check.Relation.AT_MOST, BigDecimal.ZERO))));
    }

    private static Arbitrary<Long> amounts() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE - 1);
    }

    private static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(0.01, 1e300),
                Arbitraries.of(Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 1e22, 1.0 / 3));
    }

    private static Arbitrary<Ratio> ratios() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs().between(1, Long.MAX_VALUE))
                .filter((numerator, denominator) -> numerator != Long.MIN_VALUE)
                .as(Ratio::new);
    }

    private static Arbitrary<PriceSpec> prices() {
        Arbitrary<Long> positive = Arbitraries.longs().between(1, Long.MAX_VALUE);
        Arbitrary<PriceSpec> path = Combinators.combine(positive, Arbitraries.of(PriceSpec.Interpolation.class))
                .as((price, between) -> new PriceSpec.Path(new long[] {0, price}, new long[] {price, 1}, between));
        Arbitrary<PriceSpec> gbm = Combinators.combine(positive, doubles())
                .as((price, real) -> new PriceSpec.GeometricBrownianMotion(price, -real, real));
        Arbitrary<PriceSpec> jump = Combinators.combine(positive, doubles())
                .as((price, real) -> new PriceSpec.JumpDiffusion(price, real, real, real, -real, real));
        return Arbitraries.oneOf(path, gbm, jump);
    }

    private static Arbitrary<DepthSpec> depths() {
        return Combinators.combine(amounts(), doubles())
                .as((amount, real) -> new DepthSpec(amount, 1, new long[] {0, 7}, new double[] {1, real}));
    }

    private static Arbitrary<ImpactSpec> impacts() {
        return Combinators.combine(
                        Arbitraries.of(ImpactSpec.Model.class), doubles(), Arbitraries.of(1L, Long.MAX_VALUE))
                .as((model, real, halfLife) -> new ImpactSpec(model, real, real, halfLife));
    }

    private static Arbitrary<MarketSpec> markets() {
        Arbitrary<FundingSpec> funding = ratios().map(ratio -> new FundingSpec(3_600_000, ratio, ratio, ratio))
                .injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 6),
                        prices(),
                        depths(),
                        impacts(),
                        ratios(),
                        amounts(),
                        funding)
                .as((decimals, price, depth, impact, ratio, amount, paid) -> new MarketSpec(
                        "BTC-1",
                        decimals,
                        price,
                        depth,
                        impact,
                        List.of(new MarginTier(amount, ratio, ratio, ratio)),
                        paid));
    }

    private static Arbitrary<AssetSpec> assets() {
        return Combinators.combine(Arbitraries.integers().between(0, 6), prices(), depths(), impacts(), ratios())
                .as((decimals, price, depth, impact, ratio) ->
                        new AssetSpec("ETH-SPOT", decimals, price, depth, impact, ratio));
    }

    private static Arbitrary<VenueSpec> venues() {
        Arbitrary<VenueSpec.Adl> adl = Combinators.combine(
                        Arbitraries.of(VenueSpec.Adl.Trigger.class),
                        Arbitraries.of(VenueSpec.Adl.Ranking.class),
                        Arbitraries.of(VenueSpec.Adl.Allocation.class),
                        Arbitraries.of(VenueSpec.Adl.AdlPrice.class))
                .as(VenueSpec.Adl::new);
        Arbitrary<Long> limits = Arbitraries.oneOf(amounts(), Arbitraries.just(Long.MAX_VALUE));
        return Combinators.combine(
                        Arbitraries.of(VenueSpec.Liquidation.Style.class),
                        Arbitraries.of(VenueSpec.OrderLimit.class),
                        Arbitraries.of(VenueSpec.Takeover.By.class),
                        adl,
                        Arbitraries.of(VenueSpec.Residual.class),
                        ratios(),
                        amounts(),
                        limits)
                .as((style, order, by, adlRule, residual, ratio, amount, limit) -> new VenueSpec(
                        "venue",
                        "dydx-like",
                        new VenueSpec.Liquidation(style, amount, ratio, 30_000, amount, limit),
                        order,
                        ratio,
                        new VenueSpec.Takeover(by, ratio),
                        new VenueSpec.Vault(amount, amount, ratio, ratio, amount, limit),
                        new VenueSpec.Fund(amount, limit, limit, limit, ratio),
                        adlRule,
                        residual));
    }

    private static Arbitrary<DrawnPopulation> drawn() {
        Arbitrary<Distribution> distributions = doubles()
                .flatMap(real -> Arbitraries.of(
                        new Distribution.Lognormal(real, real),
                        new Distribution.Pareto(real, real),
                        new Distribution.Fixed(real)));
        return Combinators.combine(distributions, doubles(), amounts())
                .as((distribution, real, amount) -> new DrawnPopulation(
                        "longs",
                        1000,
                        real,
                        amount,
                        List.of(new DrawnPopulation.MarketWeight(0, real, real, real, amount)),
                        new DrawnPopulation.Legs(real, 3),
                        distribution,
                        real,
                        new DrawnPopulation.Leverage(distribution, real, real, real, -real),
                        new DrawnPopulation.Entry(-real, real),
                        List.of(new DrawnPopulation.CollateralShare(0, real))));
    }
}
