package io.backstop.report;

import io.backstop.account.Levy;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.Check;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Measure;
import io.backstop.scenario.Observed;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scenarios and facts for the tests of this module. */
final class Samples {
    static final RunInfo INFO = new RunInfo("0.1.0", "1", "in-process", "memory", 60, List.of("run", "sample.yaml"));
    static final RunEnd END =
            new RunEnd(Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T10:00:02.5Z"), 1234, 5678);
    static final InvariantResults BALANCED = new InvariantResults(
            List.of(
                    new InvariantResults.Result(
                            "I3", "Cash minus open cost is conserved", InvariantResults.Verdict.HOLDS, "3 ticks"),
                    new InvariantResults.Result(
                            "I6",
                            "Pool claims are backed by cash and debts",
                            InvariantResults.Verdict.NOT_APPLICABLE,
                            "nothing to check at this venue")),
            0);

    private Samples() {}

    /** Markets with sizes of 3 decimals and prices of 3, one-second ticks, a fund of 5,000 USD and a vault of 10,000. */
    static ResolvedScenario scenario(int ticks, String... markets) {
        return scenario(ticks, List.of(), List.of(), markets);
    }

    static ResolvedScenario scenario(int ticks, List<Observed> observed, List<Check> checks, String... markets) {
        List<MarketSpec> specs = new ArrayList<>();
        for (String market : markets) {
            specs.add(market(market));
        }
        return new ResolvedScenario(
                "sample",
                "A sample <b>title</b> & more",
                "Facts made by hand.",
                7,
                1_000,
                ticks,
                "2025-10-10T21:15:00Z",
                16,
                specs,
                List.of(asset()),
                venue(),
                List.of(accounts()),
                observed,
                checks);
    }

    /** The accounts of the facts below: 1,000 USD each, alice long 150 at 97, half an ETH beside. */
    private static ListedPopulation accounts() {
        List<String> names = List.of("alice", "bob", "carol", "dave");
        long[] cash = new long[names.size()];
        Arrays.fill(cash, usd(1_000));
        long[] ether = new long[names.size()];
        ether[0] = 500_000;
        return new ListedPopulation(
                "csv",
                names,
                cash,
                new int[] {0, 1, 1, 1, 1},
                new int[] {0},
                new long[] {150_000},
                new long[] {150_000 * 97_000L},
                new long[][] {ether});
    }

    private static MarketSpec market(String name) {
        return new MarketSpec(name, 3, path(), depth(), impact(), List.of(tier()), null);
    }

    private static AssetSpec asset() {
        return new AssetSpec("ETH", 6, path(), depth(), impact(), Ratio.of(1, 10));
    }

    private static PriceSpec path() {
        return new PriceSpec.Path(new long[] {0}, new long[] {100_000}, PriceSpec.Interpolation.STEP);
    }

    private static DepthSpec depth() {
        return new DepthSpec(1, 1, new long[] {0}, new double[] {1});
    }

    private static ImpactSpec impact() {
        return new ImpactSpec(ImpactSpec.Model.LINEAR, 0.02, 0.004, 60_000);
    }

    private static MarginTier tier() {
        return new MarginTier(0, Ratio.of(1, 80), Ratio.ZERO, Ratio.of(40, 1));
    }

    private static VenueSpec venue() {
        return new VenueSpec(
                "venue",
                "hyperliquid-like",
                new VenueSpec.Liquidation(
                        VenueSpec.Liquidation.Style.STAGED, Money.ofDollars(100_000), Ratio.of(1, 5), 30_000, 0, 0),
                VenueSpec.OrderLimit.NONE,
                Ratio.ZERO,
                new VenueSpec.Takeover(VenueSpec.Takeover.By.VAULT, Ratio.of(2, 3)),
                new VenueSpec.Vault(
                        Money.ofDollars(10_000),
                        Money.ofDollars(20_000),
                        Ratio.ONE,
                        Ratio.of(3, 10),
                        0,
                        Long.MAX_VALUE),
                new VenueSpec.Fund(Money.ofDollars(5_000), Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Ratio.ONE),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NEGATIVE_EQUITY,
                        VenueSpec.Adl.Ranking.HYPERLIQUID,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.PREVIOUS_MARK),
                VenueSpec.Residual.BAD_DEBT);
    }

    static Observed observed(Measure measure, String figure, String factor) {
        return new Observed(
                measure.key(), new BigDecimal(figure), "a public table, 2025", new BigDecimal(factor), false);
    }

    /** Three ticks with one market in which every figure can be added up by hand; marks 100, 90 and 80 USD. */
    static List<Fact> threeTicks() {
        return List.of(
                new Fact.RunOpened(
                        10,
                        4,
                        usd(50_000),
                        usd(50_000),
                        new long[] {1_000_000},
                        new long[] {1_000_000},
                        new long[] {500_000},
                        new long[] {0},
                        "aa"),
                close(1, 100, "d1"),
                pass(
                        2,
                        1,
                        90,
                        List.of(
                                sale("csv-alice", Fact.Exit.BOOK, -100_000, 89, -1_100, 200, 250),
                                sale("csv-bob", Fact.Exit.VAULT_TAKEOVER, -200_000, 90, -2_000, 100, 225)),
                        List.of(),
                        List.of(new Fact.CollateralSale("csv-alice", 0, 500_000, usd(900))),
                        List.of(new Fact.Unwind(Fact.PartyKind.VAULT, 0, -50_000, usd(-4_450), usd(-50))),
                        List.of(),
                        List.of(new Fact.Transfer(
                                account("csv-bob"),
                                party(Fact.PartyKind.VAULT),
                                -1,
                                usd(100),
                                Fact.Reason.MARGIN_TAKEN,
                                null)),
                        List.of()),
                pass(
                        2,
                        2,
                        90,
                        List.of(sale("csv-alice", Fact.Exit.BOOK, -50_000, 88, -600, 80, 125)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                close(2, 90, "d2"),
                new Fact.LevyCharged(3, new Levy.Funding(0, 80_000, 1, 100_000), usd(80), usd(-79), 0, usd(-1), 0),
                pass(
                        3,
                        1,
                        80,
                        List.of(),
                        List.of(
                                adl(account("csv-carol"), "csv-dave", 300_000, 90, 1, 6_000, 1_000_000, 3_000),
                                adl(
                                        party(Fact.PartyKind.VAULT),
                                        "csv-erin, \"the\" whale",
                                        10_000,
                                        90,
                                        2,
                                        200,
                                        200_000,
                                        0)),
                        List.of(),
                        List.of(),
                        List.of(new Fact.Deficit(
                                "3.1/csv-carol",
                                "csv-carol",
                                usd(4_000),
                                List.of(
                                        new Fact.Payment(Fact.Layer.ADL, Fact.PartyKind.ACCOUNT, usd(3_000)),
                                        new Fact.Payment(Fact.Layer.PARENT, Fact.PartyKind.PARENT, usd(600))),
                                0,
                                usd(400),
                                0)),
                        List.of(new Fact.Transfer(
                                party(Fact.PartyKind.PARENT),
                                account("csv-carol"),
                                -1,
                                usd(600),
                                Fact.Reason.DEFICIT,
                                "3.1/csv-carol")),
                        List.of(new Fact.Triggered(account("csv-carol"), usd(4_000)))),
                close(3, 80, "d3"),
                new Fact.RunClosed("table", "d3"));
    }

    static long usd(long dollars) {
        return Money.ofDollars(dollars);
    }

    static Fact.Party account(String name) {
        return new Fact.Party(Fact.PartyKind.ACCOUNT, name);
    }

    static Fact.Party party(Fact.PartyKind kind) {
        return new Fact.Party(kind, "");
    }

    private static Fact.PassSettled pass(
            long tick,
            int pass,
            long mark,
            List<Fact.Liquidation> liquidations,
            List<Fact.Deleveraging> deleveragings,
            List<Fact.CollateralSale> collateralSales,
            List<Fact.Unwind> unwinds,
            List<Fact.Deficit> deficits,
            List<Fact.Transfer> transfers,
            List<Fact.Triggered> triggered) {
        return new Fact.PassSettled(
                tick,
                pass,
                new long[] {mark * 1_000 + 500},
                new long[] {mark * 1_000},
                new long[] {(mark + 10) * 1_000},
                2,
                liquidations,
                deleveragings,
                collateralSales,
                unwinds,
                deficits,
                transfers,
                triggered,
                0,
                0);
    }

    private static Fact.Liquidation sale(
            String account, Fact.Exit exit, long size, long price, long pnl, long equity, long margin) {
        return new Fact.Liquidation(
                account, 0, exit, size, size * price * 1_000, 0, usd(pnl), usd(equity), usd(margin), size * 88_000, -1);
    }

    private static Fact.Deleveraging adl(
            Fact.Party estate, String target, long size, long price, int rank, long pnl, long equity, long estateLoss) {
        return new Fact.Deleveraging(
                estate,
                target,
                0,
                size,
                size * price * 1_000,
                rank,
                1.5 / rank,
                usd(pnl),
                usd(2 * pnl),
                usd(equity),
                usd(50_000),
                -2 * size,
                false,
                usd(-estateLoss));
    }

    private static Fact.TickClosed close(long tick, long mark, String digest) {
        long[] none = {0};
        return new Fact.TickClosed(
                tick,
                new long[] {mark * 1_000 + 500},
                new long[] {mark * 1_000},
                new long[] {usd(20_000)},
                new long[] {usd(20_000)},
                new long[] {usd(10_000)},
                none,
                new long[] {1_000_000},
                none,
                new long[] {usd(25)},
                new long[] {usd(-5)},
                new Fact.Funds(
                        usd(5_000),
                        usd(5_000 - 10 * tick),
                        0,
                        0,
                        usd(10_000),
                        usd(10_000 - 100 * tick),
                        usd(1_000),
                        usd(1_100),
                        usd(20_000)),
                tick == 1 ? 0 : 2,
                tick == 3 ? usd(4_000) : 0,
                2,
                tick == 2,
                1,
                3,
                tick == 3 ? usd(400) : 0,
                digest);
    }
}
