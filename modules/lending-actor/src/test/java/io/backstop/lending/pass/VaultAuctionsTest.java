package io.backstop.lending.pass;

import static io.backstop.lending.pass.Protocols.ETH;
import static io.backstop.lending.pass.Protocols.ETHER;
import static io.backstop.lending.pass.Protocols.USD;
import static io.backstop.lending.pass.Protocols.at;
import static io.backstop.lending.pass.Protocols.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Auctions and ledger through passes: start 20 % above the oracle, linear to 0 in an hour, penalty 13 %, 10 USD for a start. */
class VaultAuctionsTest {
    private static final long COIN_PRICE = 10_000;
    private static final long MINUTE = 60_000;

    private static LendingOutcome pass(Protocols.World world, long tick, long now, long oracle, long market) {
        LendingPass pass = new LendingPass(world.breached(tick, 1, now, 1, price(oracle), COIN_PRICE));
        return world.settle(pass.outcome(at(price(market), COIN_PRICE)));
    }

    private static Protocols vault(Ratio zeroBids) {
        return new Protocols()
                .borrower("alice", 10, 1_000)
                .borrower("zoe", 100, 5_000)
                .keeper("bob", 5_000, 0, List.of(), zeroBids, 0)
                .maker(30, -1);
    }

    /** 10 ether at 120 carry 990 of 1,000: the vault goes on auction for 1,130 from 144. */
    @Test
    void anUnsafeVaultGoesOnAuction() {
        Protocols.World world = vault(Ratio.ZERO).open();

        LendingOutcome outcome = pass(world, 1, MINUTE, 120, 120);

        LendingLine.AuctionKicked kicked =
                (LendingLine.AuctionKicked) outcome.lines().getFirst();
        long due = world.pool.house().queue().getFirst().amount();
        assertThat(kicked.lot()).isEqualTo(10 * ETHER);
        assertThat(kicked.due()).isEqualTo(due).isBetween(1_000_000_000L, 1_000_010_000L);
        assertThat(kicked.tab()).isBetween(1_130_000_000L, 1_130_010_000L);
        assertThat(kicked.incentive()).isEqualTo(Money.ofDollars(10));
        assertThat(world.pool.custody(ETH)).isEqualTo(110 * ETHER);
        assertThat(world.pool.reserves().get(ETH).cash()).isEqualTo(100 * ETHER);
        assertThat(world.accounts[0].owes()).isFalse();
        assertThat(pass(world, 1, MINUTE, 120, 120).isEmpty()).isTrue();
    }

    /** After 12 minutes the price is 115.2: 1,130 is paid for 9.81 ether, sold at 118; the rest goes back. */
    @Test
    void aKeeperBuysWhenTheMarketLeavesAProfit() {
        Protocols.World world = vault(Ratio.ZERO).open();
        LendingLine.AuctionKicked kicked =
                (LendingLine.AuctionKicked) pass(world, 1, 0, 120, 120).lines().getFirst();

        assertThat(pass(world, 2, 9 * MINUTE, 120, 118).lines()).isEmpty();
        LendingOutcome outcome = pass(world, 3, 12 * MINUTE, 120, 118);

        LendingLine.AuctionTaken taken =
                (LendingLine.AuctionTaken) outcome.lines().getFirst();
        assertThat(taken.paid()).isEqualTo(kicked.tab());
        assertThat(taken.slice()).isEqualTo(kicked.tab() * ETHER / 115_200_000L);
        assertThat(taken.returned()).isEqualTo(10 * ETHER - taken.slice());
        assertThat(world.accounts[0].supplied()[ETH]).isEqualTo(taken.returned());
        assertThat(outcome.lines().get(1)).isEqualTo(new LendingLine.AuctionClosed(1, 0, 0));
        // 30 of the opening and 130 of penalty, less 10 for the start; the other vault paid a few cents of interest
        assertThat(world.pool.ledger().surplus() - world.pool.ledger().debt())
                .isBetween(Money.ofDollars(150), Money.ofDollars(150) + 100_000);
    }

    /** Nobody bought in 48 minutes: without zero bids the auction starts again, with them it goes for nothing. */
    @Test
    void anAuctionNobodyWantedIsResetOrGoesForNothing() {
        Protocols.World reset = vault(Ratio.ZERO).open();
        pass(reset, 1, 0, 120, 120);
        LendingLine again = pass(reset, 2, 49 * MINUTE, 110, 1).lines().getFirst();
        assertThat(again).isEqualTo(new LendingLine.AuctionReset(1, 0, Money.ofDollars(10)));
        assertThat(reset.pool.house().auctions().getFirst().auction().top()).isEqualTo(13_200_000_000_000L);

        Protocols.World nothing = vault(Ratio.ONE).open();
        pass(nothing, 1, 0, 120, 120);
        LendingOutcome outcome = pass(nothing, 2, 49 * MINUTE, 110, 100);
        LendingLine.AuctionTaken taken =
                (LendingLine.AuctionTaken) outcome.lines().getFirst();
        assertThat(taken.paid()).isZero();
        assertThat(taken.proceeds()).isEqualTo(Money.ofDollars(1_000));
        assertThat(outcome.lines().get(2)).isInstanceOf(LendingLine.Deficit.class);
    }

    /** 1,000 is lost against 20 of surplus: nine lots of 100 are sold for new tokens at 200 each. */
    @Test
    void whatSurplusDoesNotCoverIsRaisedByDebtAuctions() {
        Protocols.World world = vault(Ratio.ONE).open();
        pass(world, 1, 0, 120, 120);
        pass(world, 2, 49 * MINUTE, 110, 100);
        assertThat(world.pool.deficits().getFirst().units()).isBetween(970_000_000L, 981_000_000L);

        LendingOutcome outcome = pass(world, 3, 61 * MINUTE, 110, 100);

        List<LendingLine.Recapitalised> raised = outcome.lines().stream()
                .filter(LendingLine.Recapitalised.class::isInstance)
                .map(LendingLine.Recapitalised.class::cast)
                .toList();
        assertThat(raised).hasSize(9).allSatisfy(line -> {
            assertThat(line.dollars()).isEqualTo(Money.ofDollars(100));
            assertThat(line.tokens()).isEqualTo(500_000);
        });
        assertThat(outcome.lines())
                .filteredOn(LendingLine.DeficitPaid.class::isInstance)
                .map(line -> ((LendingLine.DeficitPaid) line).layer())
                .containsOnly(Layer.DEBT_AUCTION);
        assertThat(world.pool.ledger().debt()).isLessThan(Money.ofDollars(100));

        LendingOutcome dealt = pass(world, 4, 122 * MINUTE, 110, 100);
        assertThat(dealt.lines())
                .filteredOn(LendingLine.DebtAuctionDealt.class::isInstance)
                .hasSize(9);
    }

    /** At 90 an ether a vault of 1,000 gives all its 10 ether, which is 100 too little. */
    @Test
    void theShutdownTakesCollateralForDebt() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 1_000)
                .borrower("zoe", 10, 450)
                .keeper("bob", 5_000, 0)
                .maker(30, 0)
                .open();
        LendingPass pass = new LendingPass(world.input(1, 1, 0, 1, price(90), COIN_PRICE));

        LendingOutcome outcome = world.settle(pass.outcome(at(price(90), COIN_PRICE)));

        assertThat(outcome.lines())
                .containsExactly(
                        new LendingLine.Skimmed(0, ETH, 10 * ETHER, Money.ofDollars(1_000)),
                        new LendingLine.Deficit("1.1/pool/alice", 0, USD, Money.ofDollars(100)),
                        new LendingLine.Skimmed(1, ETH, 5 * ETHER, Money.ofDollars(450)));
        assertThat(world.pool.reserves().get(ETH).treasury()).isEqualTo(15 * ETHER);
        assertThat(world.accounts[1].supplied()[ETH]).isEqualTo(5 * ETHER);
    }
}
