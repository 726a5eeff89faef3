package io.backstop.lending.maker;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.maker.CollateralAuction.Reset;
import io.backstop.lending.maker.CollateralAuction.Take;
import io.backstop.lending.rate.Index;
import io.backstop.model.Ratio;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** dss {@code abaci.t.sol}, {@code clip.t.sol}, {@code dog.t.sol}: 1 unit is 10^-6 here. */
class CollateralAuctionTest {
    private static final long ONE = 1_000_000;
    private static final long SECOND = 1_000;
    private static final long PRICE = FinePrice.of(5);
    private static final AuctionTerms TERMS = new AuctionTerms(
            new AuctionPrice.Linear(3_600 * SECOND),
            Ratio.of(5, 4),
            3_600 * SECOND,
            Ratio.of(1, 2),
            Ratio.of(11, 10),
            100,
            Ratio.of(2, 100),
            20 * ONE);

    @Test
    void aLinearPriceFallsToNothing() {
        AuctionPrice linear = new AuctionPrice.Linear(3_600 * SECOND);
        assertThat(linear.at(1_000, 0)).isEqualTo(1_000);
        assertThat(linear.at(1_000, 360 * SECOND)).isEqualTo(900);
        assertThat(linear.at(1_000, 3_600 * SECOND)).isZero();
        assertThat(linear.at(1_000, 4_000 * SECOND)).isZero();
    }

    /** One per cent off each 90 seconds: 50 * 0.99^2. */
    @Test
    void aStairFallsStepByStep() {
        AuctionPrice stair = new AuctionPrice.Stairstep(90 * SECOND, AuctionPrice.CUT_SCALE / 100 * 99);
        assertThat(stair.at(50 * ONE, 89 * SECOND)).isEqualTo(50 * ONE);
        assertThat(stair.at(50 * ONE, 90 * SECOND)).isEqualTo(49_500_000);
        assertThat(stair.at(50 * ONE, 269 * SECOND)).isEqualTo(49_005_000);
    }

    /** Half each quarter of an hour. */
    @Test
    void anExponentialPriceHalves() {
        AuctionPrice exponential = new AuctionPrice.Exponential(999_230_132_966_000_000L);
        assertThat(exponential.at(4_000_000, 900 * SECOND)).isBetween(1_999_999L, 2_000_001L);
        assertThat(exponential.at(4_000_000, 3_600 * SECOND)).isBetween(249_999L, 250_001L);
    }

    @Test
    void aBuyerPaysTheTabAtMostAndTheOwnerGetsTheRest() {
        Take take = auction().takeAt(PRICE, 25 * ONE, 22 * ONE).orThrow();
        assertThat(take.slice()).isEqualTo(22 * ONE);
        assertThat(take.paid()).isEqualTo(110 * ONE);
        assertThat(take.returned()).isEqualTo(18 * ONE);
        assertThat(take.isClosed()).isTrue();
    }

    @Test
    void aPartMayBeBought() {
        Take take = auction().takeAt(PRICE, 11 * ONE, 22 * ONE).orThrow();
        assertThat(take.paid()).isEqualTo(55 * ONE);
        assertThat(take.after().tab()).isEqualTo(55 * ONE);
        assertThat(take.after().lot()).isEqualTo(29 * ONE);
    }

    /** 18 would leave 20 of the tab, less than 22: so 17.6 are sold and 22 are left. */
    @Test
    void aPurchaseIsReducedSoThatItLeavesEnough() {
        Take take = auction().takeAt(PRICE, 18 * ONE, 22 * ONE).orThrow();
        assertThat(take.slice()).isEqualTo(17_600_000);
        assertThat(take.paid()).isEqualTo(88 * ONE);
        assertThat(take.after().tab()).isEqualTo(22 * ONE);
        assertThat(take.after().takeAt(PRICE, ONE, 22 * ONE)).isEqualTo(new Refused<Take>(Refusal.DUST));
    }

    @Test
    void whatALotCannotRaiseStaysUnpaid() {
        Take take = auction().takeAt(FinePrice.of(2), 40 * ONE, 22 * ONE).orThrow();
        assertThat(take.paid()).isEqualTo(80 * ONE);
        assertThat(take.after().tab()).isEqualTo(30 * ONE);
        assertThat(take.freed()).isEqualTo(110 * ONE);
        assertThat(auction().takenForNothing().after().tab()).isEqualTo(110 * ONE);
    }

    /** Half of the top is reached at 1,800 s; one second later it is below the cusp. */
    @Test
    void anAuctionNeedsAResetBelowTheCuspOrAfterTheTail() {
        assertThat(auction().needsReset(TERMS, 1_800 * SECOND)).isFalse();
        assertThat(auction().needsReset(TERMS, 1_801 * SECOND)).isTrue();
        AuctionTerms slow = withPrice(new AuctionPrice.Linear(36_000 * SECOND));
        assertThat(auction().needsReset(slow, 3_600 * SECOND)).isFalse();
        assertThat(auction().needsReset(slow, 3_601 * SECOND)).isTrue();
    }

    /** The new top is 3 * 1.25; the keeper gets 100 and 2 % of 110 million. */
    @Test
    void aResetStartsFromTheMarketPrice() {
        Reset reset = auction()
                .reset(TERMS, Breaker.CLOSED, FinePrice.of(3), 1_801 * SECOND)
                .orThrow();
        assertThat(reset.after().top()).isEqualTo(3_750_000_000L);
        assertThat(reset.after().startedAt()).isEqualTo(1_801 * SECOND);
        assertThat(reset.incentive()).isEqualTo(2_200_100);
        assertThat(auction().reset(TERMS, Breaker.CLOSED, FinePrice.of(3), 0))
                .isEqualTo(new Refused<Reset>(Refusal.NO_RESET_NEEDED));
    }

    @Test
    void noKeeperIsPaidToResetDust() {
        CollateralAuction small = new CollateralAuction(21 * ONE, 40 * ONE, PRICE, 0);
        assertThat(small.reset(TERMS, Breaker.CLOSED, PRICE, 1_801 * SECOND)
                        .orThrow()
                        .incentive())
                .isZero();
    }

    @Test
    void eachLevelOfTheBreakerStopsOneStepMore() {
        long late = 1_801 * SECOND;
        assertThat(CollateralAuction.kick(TERMS, Breaker.NO_KICK, 1, 1, PRICE, 0)
                        .isAccepted())
                .isFalse();
        assertThat(auction().reset(TERMS, Breaker.NO_KICK, PRICE, late).isAccepted())
                .isTrue();
        assertThat(auction().reset(TERMS, Breaker.NO_RESET, PRICE, late).isAccepted())
                .isFalse();
        assertThat(auction().take(TERMS, Breaker.NO_RESET, ONE, PRICE, 0).isAccepted())
                .isTrue();
        assertThat(auction().take(TERMS, Breaker.NO_TAKE, ONE, PRICE, 0)).isEqualTo(new Refused<Take>(Refusal.BREAKER));
    }

    @Test
    void nobodyPaysMoreThanHeWants() {
        assertThat(auction().take(TERMS, Breaker.CLOSED, ONE, PRICE - 1, 0))
                .isEqualTo(new Refused<Take>(Refusal.TOO_EXPENSIVE));
        assertThat(auction().take(TERMS, Breaker.CLOSED, ONE, PRICE, 1_801 * SECOND))
                .isEqualTo(new Refused<Take>(Refusal.NEEDS_RESET));
    }

    /** Room for 55 with a penalty of 10 %: 50 of 100 go, with half of the collateral. */
    @Test
    void theThrottleLetsAPartThrough() {
        Bark bark = bark(100 * ONE, 20 * ONE, 55 * ONE).orThrow();
        assertThat(bark.deltaArt()).isEqualTo(50 * ONE);
        assertThat(bark.deltaInk()).isEqualTo(20 * ONE);
        assertThat(bark.tab()).isEqualTo(55 * ONE);
        assertThat(bark.incentive()).isEqualTo(1_100_100);
        assertThat(bark.vault()).isEqualTo(new Vault(20 * ONE, 50 * ONE));
    }

    @Test
    void whatWouldLeaveDustGoesWholeEvenAboveTheThrottle() {
        assertThat(bark(100 * ONE, 20 * ONE, 99 * ONE).orThrow().tab()).isEqualTo(110 * ONE);
    }

    @Test
    void aPartThatIsDustIsRefused() {
        assertThat(bark(100 * ONE, 20 * ONE, 20 * ONE)).isEqualTo(new Refused<Bark>(Refusal.DUST));
        assertThat(bark(100 * ONE, 20 * ONE, 0)).isEqualTo(new Refused<Bark>(Refusal.THROTTLED));
    }

    @Property
    void collateralAndMoneyAreConserved(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long tab,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long lot,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long price,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long amount,
            @ForAll @LongRange(max = 1_000_000_000L) long leastTab) {
        CollateralAuction before = new CollateralAuction(tab, lot, price, 0);
        if (before.takeAt(price, amount, leastTab) instanceof Result.Accepted<Take>(Take take)) {
            assertThat(take.slice() + take.returned() + take.after().lot()).isEqualTo(lot);
            assertThat(take.paid() + take.after().tab()).isEqualTo(tab);
            assertThat(take.slice()).isBetween(0L, Math.min(amount, lot));
            if (!take.isClosed()) {
                assertThat(take.after().tab()).isGreaterThanOrEqualTo(Math.min(leastTab, tab));
            }
        }
    }

    @Property
    void theThrottleIsNeverExceededByAPart(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long art,
            @ForAll @LongRange(min = Index.SCALE, max = 2 * Index.SCALE) long rate,
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long room) {
        CollateralType type = new CollateralType(art, rate, 1, Long.MAX_VALUE, 1_000);
        Vault vault = new Vault(art, art);
        if (Bark.of(vault, type, TERMS, new Throttle(Long.MAX_VALUE, 0, room, 0), Breaker.CLOSED)
                instanceof Result.Accepted<Bark>(Bark bark)) {
            assertThat(bark.due()).isEqualTo(vault.debt(type) - bark.vault().debt(type));
            assertThat(bark.vault().ink() + bark.deltaInk()).isEqualTo(vault.ink());
            assertThat(bark.tab() <= room || bark.vault().art() == 0).isTrue();
        }
    }

    private static CollateralAuction auction() {
        return new CollateralAuction(110 * ONE, 40 * ONE, PRICE, 0);
    }

    private static Result<Bark> bark(long art, long dust, long room) {
        CollateralType type = new CollateralType(art, Index.SCALE, FinePrice.of(2), Long.MAX_VALUE, dust);
        return Bark.of(new Vault(40 * ONE, art), type, TERMS, new Throttle(Long.MAX_VALUE, 0, room, 0), Breaker.CLOSED);
    }

    private static AuctionTerms withPrice(AuctionPrice price) {
        return new AuctionTerms(
                price,
                TERMS.buf(),
                TERMS.tailMillis(),
                TERMS.cusp(),
                TERMS.chop(),
                TERMS.tip(),
                TERMS.chip(),
                TERMS.dust());
    }
}
