package io.backstop.simulation;

import static io.backstop.simulation.Example.binanceLike;
import static io.backstop.simulation.Example.dydxLike;
import static io.backstop.simulation.Example.hyperliquidLike;
import static io.backstop.simulation.Example.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.Levy;
import io.backstop.scenario.VenueSpec.Residual;
import io.backstop.simulation.Example.Holder;
import io.backstop.simulation.Fact.Deficit;
import io.backstop.simulation.Fact.Deleveraging;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Layer;
import io.backstop.simulation.Fact.Liquidation;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.Fact.PassSettled;
import io.backstop.simulation.Fact.Payment;
import io.backstop.simulation.Fact.Reason;
import io.backstop.simulation.Fact.Transfer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The waterfall of each preset in one tick: A is long 10 units bought at 100; B is short as many. With 5 percent maintenance margin
 * the worth of A at a price p is its cash less 10 * (100 - p), and its maintenance margin p / 2.
 */
class PresetsTest {
    private static final double NO_DEPTH = 0;
    private static final double ALL = -1;
    private static final Holder RICH_A = new Holder("A", 10, 100, 100);
    private static final Holder POOR_A = new Holder("A", 10, 100, 60);
    private static final Holder WINNER_B = new Holder("B", -10, 110, 500);
    private static final Holder LOSER_B = new Holder("B", -10, 80, 500);

    // hyperliquid-like

    @Test
    void theVaultTakesWhatIsBelowTwoThirdsOfMaintenance() {
        // at 93: equity 30, maintenance 46.50, two thirds of it 31
        Example example = Example.of(hyperliquidLike(1_000, 0), 93, NO_DEPTH, RICH_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        Liquidation line = pass.liquidations().getFirst();
        assertThat(line.exit()).isEqualTo(Exit.VAULT_TAKEOVER);
        assertThat(line.size()).isEqualTo(-10);
        assertThat(line.consideration()).isEqualTo(usd(-930));
        assertThat(line.realisedPnl()).isEqualTo(usd(-70));
        assertThat(line.equityBefore()).isEqualTo(usd(30));
        assertThat(line.maintenanceMargin()).isEqualTo(usd(46.5));
        assertThat(pass.transfers()).containsExactly(transfer(account("A"), party(PartyKind.VAULT), 30, null));
        assertThat(example.close().funds().vaultEquity()).isEqualTo(usd(1_030));
        assertThat(example.close().funds().vaultInventory()).isEqualTo(usd(930));
    }

    @Test
    void theVaultLeavesWhatIsNotBelowTwoThirds() {
        // at 93.2: equity 32, maintenance 46.60, two thirds of it 31.07; the book has no depth
        Example example = Example.of(hyperliquidLike(1_000, 0), 93.2, NO_DEPTH, RICH_A, WINNER_B);

        assertThat(example.passes()).isEmpty();
        assertThat(example.close().inLiquidation()).isZero();
    }

    @Test
    void adlAtThePreviousMarkGivesMoreThanTheDeficit() {
        // at 85: equity -50; ADL at 100 gives 10 * 15
        Example example = Example.of(hyperliquidLike(1_000, 0), 85, NO_DEPTH, RICH_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        Deleveraging line = pass.deleveragings().getFirst();
        assertThat(line.target()).isEqualTo("p-B");
        assertThat(line.size()).isEqualTo(10);
        assertThat(line.consideration()).isEqualTo(usd(1_000));
        assertThat(line.realisedPnl()).isEqualTo(usd(100));
        assertThat(line.unrealisedBefore()).isEqualTo(usd(250));
        assertThat(line.estateRealisedPnl()).isZero();
        assertThat(pass.deficits())
                .containsExactly(new Deficit(
                        "1.1/p-A",
                        "p-A",
                        usd(50),
                        List.of(new Payment(Layer.ADL, PartyKind.ACCOUNT, usd(150))),
                        0,
                        0,
                        usd(100)));
        assertThat(example.close().deficitAtTrigger()).isEqualTo(usd(50));
    }

    @Test
    void withoutATargetTheVaultInheritsAndItsParentPays() {
        // at 85 B has lost 50 itself
        Example example = Example.of(hyperliquidLike(1_000, 200), 85, NO_DEPTH, RICH_A, LOSER_B);

        assertThat(example.passes()).hasSize(2);
        PassSettled first = example.passes().getFirst();
        assertThat(first.liquidations().getFirst().exit()).isEqualTo(Exit.RESIDUAL);
        assertThat(first.deficits()).containsExactly(new Deficit("1.1/p-A", "p-A", usd(50), List.of(), usd(50), 0, 0));
        PassSettled second = example.passes().get(1);
        assertThat(second.deficits()).containsExactly(deficit("1.2/p-A", 50, 0, Layer.PARENT, PartyKind.PARENT, 50));
        assertThat(second.transfers()).containsExactly(transfer(party(PartyKind.PARENT), account("A"), 50, "1.2/p-A"));
        assertThat(example.close().funds().parent()).isEqualTo(usd(150));
        assertThat(example.close().openBadDebt()).isZero();
    }

    @Test
    void whatTheParentLacksIsBadDebt() {
        Example example = Example.of(hyperliquidLike(1_000, 30), 85, NO_DEPTH, RICH_A, LOSER_B);

        assertThat(example.passes().get(1).deficits())
                .containsExactly(deficit("1.2/p-A", 50, 20, Layer.PARENT, PartyKind.PARENT, 30));
        assertThat(example.close().openBadDebt()).isEqualTo(usd(20));
    }

    // binance-like

    @Test
    void aFillPaysAFeeFromWhatIsLeft() {
        // at 96: equity 20, maintenance 48; the fee is 0.5 percent of 960
        Example example = Example.of(binanceLike(1_000, 1_000, Residual.BAD_DEBT), 96, ALL, POOR_A, WINNER_B);

        Liquidation line = example.passes().getFirst().liquidations().getFirst();
        assertThat(line.exit()).isEqualTo(Exit.BOOK);
        assertThat(line.bankruptcyValue()).isEqualTo(usd(940));
        assertThat(line.consideration()).isEqualTo(usd(-960));
        assertThat(line.fee()).isEqualTo(usd(4.8));
        assertThat(example.close().funds().fundCash()).isEqualTo(usd(1_004.8));
    }

    @Test
    void theFundTakesALegAtItsBankruptcyPrice() {
        // at 92: equity -20, so the bankruptcy price is 94
        Example example = Example.of(binanceLike(1_000, 1_000, Residual.BAD_DEBT), 92, NO_DEPTH, POOR_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        Liquidation line = pass.liquidations().getFirst();
        assertThat(line.exit()).isEqualTo(Exit.FUND_TAKEOVER);
        assertThat(line.consideration()).isEqualTo(usd(-940));
        assertThat(pass.fundPaid()).isEqualTo(usd(20));
        assertThat(pass.deficits()).containsExactly(deficit("1.1/p-A", 20, 0, Layer.FUND, PartyKind.FUND, 20));
        assertThat(example.close().funds().fundEquity()).isEqualTo(usd(980));
        assertThat(example.close().funds().fundInventoryCost()).isEqualTo(usd(940));
    }

    @Test
    void beyondTheFundsCapAdlAtTheBankruptcyPriceTransfersExactlyTheDeficit() {
        Example example = Example.of(binanceLike(1_000, 19.99, Residual.BAD_DEBT), 92, NO_DEPTH, POOR_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        assertThat(pass.liquidations()).isEmpty();
        assertThat(pass.deleveragings().getFirst().consideration()).isEqualTo(usd(940));
        assertThat(pass.deficits()).containsExactly(deficit("1.1/p-A", 20, 0, Layer.ADL, PartyKind.ACCOUNT, 20));
        assertThat(example.close().funds().fundCash()).isEqualTo(usd(1_000));
    }

    @Test
    void withoutATargetTheLossIsSharedOverThoseInProfit() {
        // C is long too, and 420 in profit at 92; D is, by 42
        Example example = Example.of(
                binanceLike(0, 1_000, Residual.SOCIALISE),
                92,
                NO_DEPTH,
                POOR_A,
                LOSER_B,
                new Holder("C", 10, 50, 1_000),
                new Holder("D", 1, 50, 1_000));

        Fact.LevyCharged levy = example.facts().stream()
                .filter(Fact.LevyCharged.class::isInstance)
                .map(Fact.LevyCharged.class::cast)
                .findFirst()
                .orElseThrow();
        Levy.SocialisedLoss loss = (Levy.SocialisedLoss) levy.levy();
        assertThat(levy.accounts()).isEqualTo(usd(20));
        assertThat(loss.loss()).isEqualTo(usd(20));
        assertThat(loss.profits()).isEqualTo(usd(462));
        assertThat(loss.share(usd(420))).as("20 * 420 / 462").isEqualTo(18_181_818);
        assertThat(loss.dust()).isEqualTo(1);
        assertThat(example.passes().getLast().deficits())
                .containsExactly(deficit("1.2/p-A", 20, 0, Layer.SOCIALISED, PartyKind.LEVY, 20));
        assertThat(example.close().openBadDebt()).isZero();
    }

    @Test
    void onlyWhatTheFundLacksIsShared() {
        Example example = Example.of(
                binanceLike(15, 1_000, Residual.SOCIALISE),
                92,
                NO_DEPTH,
                POOR_A,
                LOSER_B,
                new Holder("C", 10, 50, 1_000));

        assertThat(example.passes().getLast().deficits().getFirst().payments())
                .containsExactly(
                        new Payment(Layer.FUND, PartyKind.FUND, usd(15)),
                        new Payment(Layer.SOCIALISED, PartyKind.LEVY, usd(5)));
    }

    // dydx-like

    @Test
    void theFundTopsAFillUpToTheBankruptcyPrice() {
        // the book pays 920, the bankruptcy value is 940
        Example example = Example.of(dydxLike(1_000), 92, ALL, POOR_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        assertThat(pass.liquidations().getFirst().consideration()).isEqualTo(usd(-920));
        assertThat(pass.transfers())
                .containsExactly(new Transfer(party(PartyKind.FUND), account("A"), -1, usd(20), Reason.TOP_UP, null));
        assertThat(pass.deficits()).containsExactly(deficit("1.1/p-A", 20, 0, Layer.FUND, PartyKind.FUND, 20));
        assertThat(example.close().funds().fundCash()).isEqualTo(usd(980));
    }

    @Test
    void aPartialFillPutsAdlOffToALaterTick() {
        // 4 units fill at 92 and are topped up by 2 each; the other 6 still owe 12
        Example example = Example.of(dydxLike(1_000), 92, 4 * 92, POOR_A, WINNER_B);

        PassSettled first = example.passes().getFirst();
        assertThat(first.liquidations().getFirst().size()).isEqualTo(-4);
        assertThat(first.deleveragings()).isEmpty();
        assertThat(first.deficits())
                .containsExactly(new Deficit(
                        "1.1/p-A",
                        "p-A",
                        usd(20),
                        List.of(new Payment(Layer.FUND, PartyKind.FUND, usd(8))),
                        usd(12),
                        0,
                        0));
        assertThat(example.passes())
                .as("ADL waits for a tick that fills nothing")
                .hasSize(1);
    }

    @Test
    void withNothingFilledAdlClosesAtTheBankruptcyPrice() {
        Example example = Example.of(dydxLike(0), 92, ALL, POOR_A, WINNER_B);

        PassSettled pass = example.passes().getFirst();
        assertThat(pass.liquidations()).as("an empty fund tops nothing up").isEmpty();
        assertThat(pass.deleveragings().getFirst().consideration()).isEqualTo(usd(940));
        assertThat(pass.deficits()).containsExactly(deficit("1.1/p-A", 20, 0, Layer.ADL, PartyKind.ACCOUNT, 20));
    }

    @Test
    void withoutATargetThePositionStays() {
        Example example = Example.of(dydxLike(0), 92, ALL, POOR_A, LOSER_B);

        assertThat(example.passes())
                .allSatisfy(pass -> assertThat(pass.liquidations()).isEmpty())
                .allSatisfy(pass -> assertThat(pass.deficits()).isEmpty());
        assertThat(example.close().openInterest()).containsExactly(10);
        assertThat(example.close().openBadDebt()).isZero();
    }

    private static Deficit deficit(String id, double amount, double open, Layer layer, PartyKind payer, double paid) {
        return new Deficit(id, "p-A", usd(amount), List.of(new Payment(layer, payer, usd(paid))), 0, usd(open), 0);
    }

    private static Transfer transfer(Fact.Party from, Fact.Party to, double amount, @Nullable String deficit) {
        Reason reason = deficit == null ? Reason.MARGIN_TAKEN : Reason.DEFICIT;
        return new Transfer(from, to, -1, usd(amount), reason, deficit);
    }

    private static Fact.Party account(String name) {
        return new Fact.Party(PartyKind.ACCOUNT, "p-" + name);
    }

    private static Fact.Party party(PartyKind kind) {
        return new Fact.Party(kind, "");
    }
}
