package io.backstop.report;

import io.backstop.lending.book.OpenDebtAuction;
import io.backstop.lending.book.PoolChange;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.maker.BidTerms;
import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.pass.Layer;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Two lending protocols and three parties in three ticks that can be added up by hand: stream loses 93 M USD, does not pay telos and
 * elixir, and elixir does not pay the outside; a pool is left with a deficit, and vaults are auctioned for nothing.
 */
final class DebtSamples {
    static final String POOL = """
              - name: aave
                preset: aave-v3
                reserves:
                  - {asset: USD, supplied: 50M USD}
                  - {asset: ETH, loanToValue: 80%, liquidationThreshold: 82.5%}
                  - {asset: XUSD, loanToValue: 85%, liquidationThreshold: 90%}
                keepers: [{name: bots, capital: 20M USD}]
                populations:
                  - name: whales
                    accounts:
                      - {name: curve, supplied: {XUSD: 20M}, owed: {USD: 12M USD}, cash: 1M USD}
            """;
    static final String VAULTS = """
              - name: maker
                preset: maker-2020
                reserves:
                  - {asset: USD}
                  - {asset: ETH, liquidationRatio: 150%}
                maker: {surplus: 500k USD, auction: {dust: 100 USD}}
                keepers: [{name: keeper, capital: 5M USD}]
                populations:
                  - name: vaults
                    accounts:
                      - {name: one, supplied: {ETH: 200}, owed: {USD: 20k USD}}
            """;
    static final String PARTIES = """
            parties:
              - {name: stream, cash: 100M USD, accounts: [aave/whales-curve]}
              - {name: elixir, cash: 5M USD, assets: {XUSD: 50M}, externalDebt: 60M USD}
              - {name: telos, cash: 1M USD}
            tokens:
              - {asset: XUSD, issuer: stream, supply: 100M}
            debts:
              - {debtor: stream, creditor: telos, amount: 30M USD}
              - {debtor: stream, creditor: elixir, amount: 68M USD, seniority: 1}
            """;

    private static final int ETH = 1;
    private static final int XUSD = 2;
    private static final long WHALE = 0;
    private static final long VAULT = 0;

    private DebtSamples() {}

    static LoadedScenario linked() {
        return load("lending:\n" + POOL + VAULTS + PARTIES);
    }

    static LoadedScenario load(String rest) {
        String text = """
                schema: 1
                name: linked
                title: Debts by hand
                duration: 30s
                tick: 10s
                assets:
                  - {name: ETH, price: {start: 200 USD}, depth: {perSecond: 1M USD}}
                  - {name: XUSD, price: {start: 1 USD}, depth: {perSecond: 100k USD}}
                """;
        try {
            Path file = Files.writeString(Files.createTempDirectory("scenario").resolve("linked.yaml"), text + rest);
            return ScenarioLoader.load(file, List.of(), OptionalLong.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Units of an asset by name. */
    static long units(DebtNames names, int asset, long whole) {
        return Math.multiplyExact(whole, (long) Math.pow(10, names.decimals(asset)));
    }

    static List<Fact> facts(DebtNames names) {
        long[] marks = marks(names);
        long xusd = units(names, 1, 10_000_000);
        long ether = units(names, 0, 100);
        LendingOutcome pool = outcome(
                "aave",
                List.of(),
                new LendingLine.Liquidated(
                        WHALE,
                        0,
                        usd(10_000_000),
                        usd(12_000_000),
                        0,
                        usd(4_000_000),
                        usd(4_000_000),
                        XUSD,
                        xusd,
                        0,
                        usd(4_100_000)),
                new LendingLine.Deficit("2.1/aave/whales-curve", WHALE, 0, usd(8_000_000)),
                new LendingLine.DeficitPaid("2.1/aave/whales-curve", 0, usd(1_000_000), Layer.STAKES),
                new LendingLine.RedemptionAsked(RedemptionRequest.PUBLIC, 0, usd(5_000_000)),
                new LendingLine.RedemptionPaid(RedemptionRequest.PUBLIC, 0, usd(2_000_000), 2));
        LendingOutcome vaults = outcome(
                "maker",
                List.of(new PoolOp.DebtAuctionOpened(new OpenDebtAuction(
                        2,
                        DebtAuction.kick(
                                new BidTerms(Ratio.of(103, 100), Ratio.of(3, 2), 1, 10),
                                usd(50_000),
                                250_000_000,
                                0)))),
                new LendingLine.AuctionKicked(1, VAULT, 0, ETH, ether, usd(20_000), usd(22_600), 0),
                new LendingLine.AuctionTaken(1, VAULT, 0, ETH, ether, 0, usd(20_000), 0),
                new LendingLine.AuctionClosed(1, VAULT, usd(22_600)),
                new LendingLine.Deficit("2.1/maker/vaults-one", VAULT, 0, usd(20_000)),
                new LendingLine.DeficitPaid("2.1/maker/vaults-one", 0, usd(20_000), Layer.SURPLUS),
                new LendingLine.Recapitalised(2, 0, usd(50_000), 200_000_000));
        return List.of(
                opening(),
                new DebtFact.DebtOpened(
                        List.of(
                                opening("aave", names, usd(50_000_000), 20_000_000),
                                opening("maker", names, usd(20_000), 0)),
                        3,
                        usd(106_000_000),
                        new long[] {0, units(names, 1, 50_000_000)},
                        usd(158_000_000),
                        "dd"),
                close(names, 1, 0, 0, List.of(), 0),
                tick(1),
                new DebtFact.PartiesSettled(
                        2,
                        0,
                        DebtFact.Occasion.FLOWS,
                        List.of(new DebtFact.Flow(1, usd(-93_000_000), usd(-93_000_000), "trading loss")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                new DebtFact.LendingSettled(2, 1, DebtFact.Phase.LIQUIDATIONS, marks, List.of(), List.of(pool, vaults)),
                new DebtFact.PartiesSettled(
                        2,
                        1,
                        DebtFact.Occasion.DEFAULTS,
                        List.of(),
                        List.of(fallen("2.1/parties/stream", 1, usd(7_000_000), usd(98_000_000), usd(7_000_000), 1)),
                        List.of(
                                claim(1, 1, 2, 30_000_000, 7_000_000, "2.1/parties/stream"),
                                claim(0, 1, 0, 68_000_000, 0, "2.1/parties/stream")),
                        List.of(),
                        List.of()),
                new DebtFact.PartiesSettled(
                        2,
                        2,
                        DebtFact.Occasion.DEFAULTS,
                        List.of(),
                        List.of(fallen("2.2/parties/elixir", 0, usd(5_000_000), usd(60_000_000), usd(5_000_000), 2)),
                        List.of(claim(2, 0, -1, 60_000_000, 5_000_000, "2.2/parties/elixir")),
                        List.of(),
                        List.of()),
                close(names, 2, usd(7_000_000), 2, claims(), 2),
                tick(2),
                new DebtFact.PartiesSettled(
                        3,
                        0,
                        DebtFact.Occasion.ESTATES,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new DebtFact.EstatePayment(1, 2, 1, usd(6_000_000), "2.1/parties/stream")),
                        List.of(new DebtFact.TokenRedemption(1, 0, units(names, 1, 1_000), usd(900)))),
                close(
                        names,
                        3,
                        usd(7_000_000),
                        0,
                        List.of(
                                claim(1, 1, 2, 24_000_000, 0, "2.1/parties/stream"),
                                claim(0, 1, 0, 68_000_000, 0, "2.1/parties/stream"),
                                claim(2, 0, -1, 60_000_000, 5_000_000, "2.2/parties/elixir")),
                        2),
                tick(3),
                new Fact.RunClosed("table", "d3"));
    }

    private static List<DebtFact.Claim> claims() {
        return List.of(
                claim(1, 1, 2, 30_000_000, 7_000_000, "2.1/parties/stream"),
                claim(0, 1, 0, 68_000_000, 0, "2.1/parties/stream"),
                claim(2, 0, -1, 60_000_000, 5_000_000, "2.2/parties/elixir"));
    }

    static long[] marks(DebtNames names) {
        return new long[] {names.openingPrice(0), names.openingPrice(1)};
    }

    static LendingOutcome outcome(String protocol, List<PoolOp> ops, LendingLine... lines) {
        return new LendingOutcome(protocol, new PoolChange(2, 1, 20_000, ops), List.of(), List.of(), List.of(lines));
    }

    private static DebtFact.Default fallen(String id, int party, long resources, long owed, long paid, int hop) {
        return new DebtFact.Default(id, party, resources, owed, paid, 0, hop);
    }

    private static DebtFact.Claim claim(int debt, int debtor, int creditor, long owed, long paid, String deficit) {
        return new DebtFact.Claim(debt, debtor, creditor, usd(owed), usd(paid), deficit);
    }

    private static DebtFact.ProtocolOpening opening(String name, DebtNames names, long supplied, long xusd) {
        return new DebtFact.ProtocolOpening(name, 1, new long[] {supplied}, new long[] {0}, 0, supplied, new long[] {
            0, xusd == 0 ? 0 : units(names, 1, xusd)
        });
    }

    static Fact opening() {
        long[] none = {};
        return new Fact.RunOpened(0, 0, 0, 0, none, none, new long[2], none, "aa");
    }

    static Fact tick(long tick) {
        long[] none = {};
        return new Fact.TickClosed(
                tick,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                new Fact.Funds(0, 0, 0, 0, 0, 0, 0, 0, 0),
                0,
                0,
                1,
                false,
                0,
                0,
                0,
                "d" + tick);
    }

    /** The close of a tick: half of the pool's dollars are lent out. */
    static DebtFact.DebtClosed close(
            DebtNames names, long tick, long deficit, int passes, List<DebtFact.Claim> claims, int inDefault) {
        long[] marks = marks(names);
        return new DebtFact.DebtClosed(
                tick,
                marks,
                marks,
                new long[] {-1, inDefault > 0 ? 0 : marks[1]},
                List.of(reserve(0, deficit), reserve(1, 0)),
                List.of(
                        new DebtFact.ProtocolFigures(
                                "aave", usd(20_000_000), 0, 0, 0, 0, usd(0), deficit, usd(3_000_000)),
                        new DebtFact.ProtocolFigures(
                                "maker",
                                usd(5_000_000),
                                0,
                                0,
                                usd(500_000),
                                inDefault > 0 ? usd(4_500_000) : 0,
                                0,
                                0,
                                0)),
                List.of(
                        new DebtFact.PartyFigures(
                                0,
                                inDefault > 0 ? usd(5_000_000) : usd(123_000_000),
                                usd(60_000_000),
                                inDefault > 0 ? usd(5_000_000) : usd(60_000_000),
                                inDefault > 0),
                        new DebtFact.PartyFigures(1, usd(100_000_000), usd(98_000_000), usd(98_000_000), inDefault > 0),
                        new DebtFact.PartyFigures(2, usd(31_000_000), 0, 0, false)),
                claims,
                inDefault,
                passes);
    }

    static DebtFact.ReserveFigures reserve(int protocol, long deficit) {
        return new DebtFact.ReserveFigures(
                protocol,
                0,
                1,
                usd(25_000_000),
                usd(25_000_000),
                usd(50_000_000),
                usd(10),
                deficit,
                500_000_000_000_000L,
                40_000_000_000_000L);
    }

    static long usd(long dollars) {
        return Money.ofDollars(dollars);
    }
}
