package io.backstop.lending.maker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.maker.DebtAuction.Bid;
import io.backstop.lending.rate.Index;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** dss {@code vow.t.sol}, {@code flop.t.sol}, {@code flap.t.sol}, {@code end.t.sol}. */
class LedgerTest {
    private static final LedgerTerms TERMS = new LedgerTerms(100, 100, 100, 0, 200);

    @Test
    void debtWaitsInTheQueue() {
        Ledger queued = Ledger.EMPTY.queued(100, 1_000);
        assertThat(queued.released(TERMS, 1_099).free()).isZero();
        assertThat(queued.released(TERMS, 1_100).free()).isEqualTo(100);
    }

    @Test
    void surplusPaysOnlyFreeDebt() {
        Ledger ledger = Ledger.EMPTY.queued(100, 0).received(30).owing(20);
        assertThat(ledger.healable()).isEqualTo(20);
        assertThat(Ledger.EMPTY.received(10).owing(20).healable()).isEqualTo(10);
    }

    @Test
    void aDebtAuctionNeedsFreeDebtAndNoSurplus() {
        Ledger owing = Ledger.EMPTY.owing(100);
        Ledger flopped = owing.debtAuctionStarted(TERMS).orThrow();
        assertThat(flopped.onAuction()).isEqualTo(100);
        assertThat(flopped.debtAuctionStarted(TERMS)).isEqualTo(new Refused<Ledger>(Refusal.NOT_ENOUGH_DEBT));
        assertThat(owing.received(1).debtAuctionStarted(TERMS)).isEqualTo(new Refused<Ledger>(Refusal.SURPLUS_LEFT));
        assertThat(Ledger.EMPTY.queued(100, 0).debtAuctionStarted(TERMS).isAccepted())
                .isFalse();
    }

    @Test
    void aSurplusAuctionLeavesTheBuffer() {
        LedgerTerms buffered = new LedgerTerms(100, 100, 100, 50, 200);
        assertThat(Ledger.EMPTY.received(149).surplusAuctionStarted(buffered))
                .isEqualTo(new Refused<Ledger>(Refusal.NOT_ENOUGH_SURPLUS));
        assertThat(Ledger.EMPTY
                        .received(150)
                        .surplusAuctionStarted(buffered)
                        .orThrow()
                        .surplus())
                .isEqualTo(50);
        assertThat(Ledger.EMPTY.received(151).owing(1).surplusAuctionStarted(buffered))
                .isEqualTo(new Refused<Ledger>(Refusal.DEBT_LEFT));
    }

    @Test
    void aLedgerWithMoreOnAuctionThanItsDebtIsRefused() {
        assertThatThrownBy(() -> new Ledger(0, 1, List.of(), 2)).hasMessageContaining("on auction 2");
    }

    /** 10 for a lot of 200: ali asks for 100, bob for 80; ali gets her 10 back. */
    @Test
    void aDebtAuctionIsWonByWhoAsksForLeast() {
        DebtAuction auction = DebtAuction.kick(BidTerms.DSS, 10, 200, 0);
        Bid ali = auction.bid(BidTerms.DSS, "ali", 100, 1).orThrow();
        assertThat(ali.refunded()).isNull();
        assertThat(ali.paid()).isEqualTo(10);
        Bid bob = ali.after().bid(BidTerms.DSS, "bob", 80, 2).orThrow();
        assertThat(bob.refunded()).isEqualTo("ali");
        long over = 2 + BidTerms.DSS.ttlMillis() + 1;
        assertThat(bob.after().settled(over - 1).isAccepted()).isFalse();
        assertThat(bob.after().settled(over).orThrow()).isEqualTo(new DebtAuction.Deal("bob", 80));
    }

    /** 5 % less than 100 is 95.2: a lot of 96 does not beat it. */
    @Test
    void aBidMustBeatTheLastByEnough() {
        DebtAuction auction = DebtAuction.kick(BidTerms.DSS, 10, 100, 0);
        assertThat(auction.bid(BidTerms.DSS, "ali", 96, 1)).isEqualTo(new Refused<Bid>(Refusal.BID_TOO_SMALL));
        assertThat(auction.bid(BidTerms.DSS, "ali", 95, 1).isAccepted()).isTrue();
        assertThat(auction.bid(BidTerms.DSS, "ali", 95, BidTerms.DSS.tauMillis()))
                .isEqualTo(new Refused<Bid>(Refusal.WRONG_TIME));
    }

    @Test
    void withoutBidsTheLotGrows() {
        DebtAuction auction = DebtAuction.kick(BidTerms.DSS, 10, 200, 0);
        assertThat(auction.restarted(BidTerms.DSS, 1).isAccepted()).isFalse();
        long late = BidTerms.DSS.tauMillis() + 1;
        assertThat(auction.restarted(BidTerms.DSS, late).orThrow().lot()).isEqualTo(300);
    }

    @Test
    void aSurplusAuctionIsWonByWhoBurnsMost() {
        SurplusAuction auction = SurplusAuction.kick(BidTerms.DSS, 100, 0);
        SurplusAuction.Bid ali = auction.bid(BidTerms.DSS, "ali", 1_000, 1).orThrow();
        assertThat(ali.after().bid(BidTerms.DSS, "bob", 1_049, 2))
                .isEqualTo(new Refused<SurplusAuction.Bid>(Refusal.BID_TOO_SMALL));
        SurplusAuction.Bid bob = ali.after().bid(BidTerms.DSS, "bob", 1_050, 2).orThrow();
        assertThat(bob.refund()).isEqualTo(1_000);
        long late = BidTerms.DSS.tauMillis() + 1;
        assertThat(bob.after().settled(late).orThrow()).isEqualTo(new SurplusAuction.Deal("bob", 1_050));
        assertThat(auction.restarted(BidTerms.DSS, late).orThrow().endsAt()).isEqualTo(late + BidTerms.DSS.tauMillis());
    }

    /** Debts of 15 and 3 at a price of 2 want 7.5 and 1.5; the second has only 1: 8.5 for 18. */
    @Test
    void aShutdownSharesThePotAmongHolders() {
        CollateralType type = new CollateralType(18_000, Index.SCALE, 0, 0, 0);
        Shutdown.Skim first = Shutdown.at(FinePrice.of(2)).skim(new Vault(10_000, 15_000), type);
        assertThat(first.taken()).isEqualTo(7_500);
        assertThat(first.free()).isEqualTo(2_500);
        Shutdown all = first.after().skim(new Vault(1_000, 3_000), type).after();
        assertThat(all.gap()).isEqualTo(500);
        assertThat(all.pot()).isEqualTo(8_500);
        assertThat(all.redeem(15_000, 18_000)).isEqualTo(7_083);
    }

    @Property
    void holdersNeverRedeemMoreThanThePot(
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 1, max = 1_000_000_000L) Long> debts,
            @ForAll @LongRange(min = 1, max = 1_000_000L) long price) {
        long supply = debts.stream().mapToLong(d -> d).sum();
        CollateralType type = new CollateralType(supply, Index.SCALE, 0, 0, 0);
        Shutdown shutdown = Shutdown.at(FinePrice.of(price));
        for (long debt : debts) {
            Shutdown.Skim skim = shutdown.skim(new Vault(debt / 2, debt), type);
            assertThat(skim.taken() + skim.free()).isEqualTo(debt / 2);
            shutdown = skim.after();
        }
        long redeemed = 0;
        for (long debt : debts) {
            redeemed += shutdown.redeem(debt, supply);
        }
        assertThat(shutdown.pot() - redeemed).isBetween(0L, (long) debts.size());
    }
}
