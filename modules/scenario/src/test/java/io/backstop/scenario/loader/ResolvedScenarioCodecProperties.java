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
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.NetworkSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.NetworkSpec.GuaranteeSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import io.backstop.scenario.debt.TokenSpec;
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

    @Property(tries = 200)
    void roundTripOfDebt(@ForAll("scenarios") ResolvedScenario venue, @ForAll("debts") DebtSpec debt) {
        ResolvedScenario scenario = venue.with(debt);
        String text = ResolvedScenarioCodec.write(scenario);
        ResolvedScenario read = ResolvedScenarioCodec.read(text);
        assertThat(read).usingRecursiveComparison().isEqualTo(scenario);
        assertThat(ResolvedScenarioCodec.write(read)).isEqualTo(text);
        assertThat(text).startsWith(ResolvedScenarioCodec.write(venue));
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

    @Provide
    Arbitrary<DebtSpec> debts() {
        return Combinators.combine(lending(), ratios(), amounts(), oracles(), generators(), Arbitraries.strings())
                .as((lending, ratio, amount, oracle, generator, text) -> new DebtSpec(
                        List.of(lending),
                        List.of(
                                new PartySpec("a", amount, new long[] {amount}, 0, List.of("aave/b-1", "venue/c-2")),
                                new PartySpec("b", 0, new long[] {0}, amount, List.of())),
                        List.of(new TokenSpec(
                                0,
                                "a",
                                amount,
                                oracle,
                                new TokenSpec.RedemptionSpec(
                                        amount, oracle, LendingSpec.Redemption.PRO_RATA, Ratio.of(1, 3)))),
                        new NetworkSpec(
                                List.of(new ObligationSpec("a", "b", amount, 0), new ObligationSpec("b", "a", 1, 7)),
                                List.of(new GuaranteeSpec("c", 1, amount, 3)),
                                generator),
                        List.of(new DebtSpec.FlowSpec(amount, "a", -amount, text)),
                        List.of(new DebtSpec.HedgeSpec("longs", "aave", "b", ratio)),
                        new DebtSpec.ClearingSpec(ratio, ratio, amount % 2 == 0)));
    }

    private static Arbitrary<GeneratorSpec> generators() {
        return Combinators.combine(Arbitraries.of(GeneratorSpec.Kind.class), doubles())
                .as((kind, real) -> new GeneratorSpec(
                        kind,
                        9,
                        real,
                        real,
                        real,
                        real,
                        real,
                        new Distribution.Pareto(real, real),
                        new Distribution.Fixed(real),
                        new Distribution.Lognormal(real, real)))
                .injectNull(0.5);
    }

    private static Arbitrary<OracleSpec> oracles() {
        return Combinators.combine(
                        Arbitraries.of(OracleSpec.Source.class), Arbitraries.of(OracleSpec.Kind.class), amounts())
                .as(OracleSpec::new);
    }

    private static Arbitrary<ReserveSpec> reserves() {
        Arbitrary<Long> caps = Arbitraries.oneOf(amounts(), Arbitraries.just(Long.MAX_VALUE));
        Arbitrary<RateSpec> rates = ratios().flatMap(ratio -> Arbitraries.of(
                new RateSpec.Kinked(ratio, Ratio.ZERO, ratio, Ratio.ONE),
                new RateSpec.Segmented(ratio, Ratio.ZERO, ratio, Ratio.ONE),
                new RateSpec.Fixed(ratio)));
        return Combinators.combine(Arbitraries.of(0, ReserveSpec.USD), rates, ratios(), caps, oracles(), amounts())
                .as((asset, rate, ratio, cap, oracle, amount) -> new ReserveSpec(
                        asset, rate, ratio, cap, amount, ratio, Ratio.ONE, ratio, Ratio.ZERO, oracle, amount));
    }

    private static Arbitrary<LendingSpec> lending() {
        Arbitrary<LendingSpec.RunSpec> runs = ratios().map(ratio -> new LendingSpec.RunSpec(ratio, false, Ratio.ONE))
                .injectNull(0.5);
        return Combinators.combine(
                        Arbitraries.of(LendingSpec.Preset.class),
                        reserves(),
                        Arbitraries.of(LendingSpec.OnDeficit.class),
                        Arbitraries.of(LendingSpec.Redemption.class),
                        runs,
                        makers(),
                        ratios(),
                        borrowers())
                .as((preset, reserve, onDeficit, redemption, run, maker, ratio, borrowers) -> new LendingSpec(
                        "aave",
                        preset,
                        List.of(reserve),
                        new LendingSpec.LiquidationSpec(ratio, Ratio.ONE, reserve.supplied(), 7),
                        new LendingSpec.SafetySpec(reserve.supplied(), 9),
                        onDeficit,
                        redemption,
                        run,
                        maker,
                        List.of(new LendingSpec.KeeperSpec(
                                "bots",
                                reserve.supplyCap(),
                                30_000,
                                List.of(new long[] {1, 2}, new long[] {5, 7}),
                                ratio,
                                Ratio.ONE,
                                0)),
                        borrowers));
    }

    private static Arbitrary<MakerSpec> makers() {
        return Combinators.combine(
                        Arbitraries.of(MakerSpec.Fall.class), ratios(), amounts(), Arbitraries.of(-1L, 0L, 5L))
                .as((fall, ratio, amount, shutdown) -> new MakerSpec(
                        new MakerSpec.AuctionSpec(
                                fall,
                                1,
                                ratio,
                                Ratio.ONE,
                                2,
                                ratio,
                                Ratio.ONE,
                                amount,
                                ratio,
                                amount,
                                Long.MAX_VALUE,
                                List.of(new long[] {0, 3})),
                        new MakerSpec.LedgerSpec(1, amount, 2, amount, amount),
                        amount,
                        new MakerSpec.BidSpec(ratio, Ratio.ONE, 3, 4),
                        new MakerSpec.BidSpec(Ratio.ONE, ratio, 5, 6),
                        amount,
                        shutdown == 0 ? null : new MakerSpec.AutoLineSpec(amount, 1, 2),
                        shutdown))
                .injectNull(0.3);
    }

    private static Arbitrary<List<LendingPopulation>> borrowers() {
        return Combinators.combine(doubles(), ratios(), amounts())
                .as((real, ratio, amount) -> List.of(
                        new LendingPopulation.DrawnBorrowers(
                                "drawn",
                                3,
                                0,
                                0,
                                new Distribution.Fixed(real),
                                real,
                                new Distribution.Lognormal(real, real),
                                real,
                                new LendingPopulation.BandSpec(ratio, ratio, Ratio.ONE, false, true, 3)),
                        new LendingPopulation.ListedBorrowers(
                                "listed",
                                List.of(new LendingPopulation.ListedBorrower(
                                        "alice", new long[] {amount}, new long[] {1}, amount)),
                                null)));
    }
}
