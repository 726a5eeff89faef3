package io.backstop.lending.liquidation;

import static io.backstop.lending.liquidation.LiquidationRules.AAVE_V3;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.pool.Collateral;
import io.backstop.lending.pool.CollateralTerms;
import io.backstop.lending.pool.Health;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** 10 ETH in units of 10^-6 against 16,600 USD, threshold 82.5 %, bonus 5 %, protocol fee 10 % of the bonus. */
class LiquidationTest {
    private static final CollateralTerms ETH =
            new CollateralTerms(Ratio.of(80, 100), Ratio.of(825, 1000), Ratio.of(5, 100), Ratio.of(1, 10));
    private static final long ALL = Long.MAX_VALUE;

    @Test
    void nearHealthOnlyHalfOfTheDebtMayBeRepaid() {
        Liquidation half = liquidate(position(10_000_000, 2_000, 16_600), ALL);
        assertThat(half.repaid()).isEqualTo(Money.ofDollars(8_300));
        // 8,715 dollars of collateral at 2,000; the fee is a tenth of the 415 of bonus, rounded up
        assertThat(half.seized()).isEqualTo(4_357_500);
        assertThat(half.fee()).isEqualTo(20_750);
        assertThat(half.deficit()).isZero();
        assertThat(Liquidation.closeFactor(AAVE_V3, position(10_000_000, 2_000, 16_600)))
                .isEqualTo(Ratio.of(1, 2));
    }

    @Test
    void belowNinetyFivePercentAllOfItMay() {
        Liquidation whole = liquidate(position(10_000_000, 1_900, 16_600), ALL);
        assertThat(whole.repaid()).isEqualTo(Money.ofDollars(16_600));
        // floor(17,430 / 1,900 * 10^6)
        assertThat(whole.seized()).isEqualTo(9_173_684);
    }

    /** Worth 17,400 against 16,600, and yet 28.57 remain unpaid: the bonus takes them. */
    @Test
    void aDeficitAppearsAlreadyBelowOnePlusBonus() {
        Liquidation whole = liquidate(position(10_000_000, 1_740, 16_600), ALL);
        assertThat(whole.repaid()).isEqualTo(16_571_428_572L);
        assertThat(whole.seized()).isEqualTo(10_000_000);
        assertThat(whole.deficit()).isEqualTo(28_571_428);
        assertThat(whole.isStripped()).isTrue();
    }

    @Test
    void whereOtherCollateralIsLeftTheDebtStays() {
        Collateral gone = new Collateral(10_000_000, 1_500, ETH);
        Health health = Health.of(List.of(gone, new Collateral(1_000_000, 1_000, ETH)), Money.ofDollars(16_600));
        Liquidation first = liquidate(new Position(gone, Money.ofDollars(16_600), 1, health), ALL);
        assertThat(first.deficit()).isZero();
        assertThat(first.isStripped()).isFalse();
    }

    @Test
    void aHealthyAccountIsLeftAlone() {
        assertThat(Liquidation.of(AAVE_V3, position(10_000_000, 2_050, 16_600), ALL))
                .isEqualTo(new Refused<Liquidation>(Refusal.NOT_LIQUIDATABLE));
    }

    /** Repaying 7,500 of 8,000 would leave 500: neither nothing nor 1,000. */
    @Test
    void noRemainderLiesBetweenNothingAndAThousand() {
        Position position = position(5_000_000, 1_800, 8_000);
        assertThat(Liquidation.of(AAVE_V3, position, Money.ofDollars(7_500)))
                .isEqualTo(new Refused<Liquidation>(Refusal.DUST));
        Liquidation less =
                Liquidation.largest(AAVE_V3, position, Money.ofDollars(7_500)).orThrow();
        assertThat(less.repaid()).isEqualTo(Money.ofDollars(7_000));
    }

    @Test
    void aSmallPositionIsClosedWhole() {
        Position small = position(1_000_000, 2_000, 1_660);
        assertThat(small.health().exceeds(Ratio.of(95, 100))).isTrue();
        assertThat(liquidate(small, ALL).repaid()).isEqualTo(Money.ofDollars(1_660));
    }

    @Test
    void withoutAPriceNothingIsSeized() {
        assertThat(Liquidation.of(AAVE_V3, position(10_000_000, 0, 100), ALL))
                .isEqualTo(new Refused<Liquidation>(Refusal.NO_PRICE));
    }

    @Test
    void theTreasuryPaysBeforeStakersAreSlashed() {
        SafetyModule.Cover cover = new SafetyModule(100, 1_000).cover(1_500);
        assertThat(cover).isEqualTo(new SafetyModule.Cover(100, 1_000, 400, new SafetyModule(0, 0)));
    }

    @Property
    void nothingIsLostInALiquidation(
            @ForAll @LongRange(min = 1, max = 100_000_000) long units,
            @ForAll @LongRange(min = 1, max = 5_000) long price,
            @ForAll @LongRange(min = 1, max = 100_000) long debt,
            @ForAll @LongRange(min = 1, max = 100_000_000_000L) long offered) {
        Position position = position(units, price, debt);
        if (Liquidation.largest(AAVE_V3, position, offered) instanceof Result.Accepted<Liquidation>(Liquidation done)) {
            long debtLeft = position.debtUnits() - done.repaid() - done.deficit();
            long collateralLeft = units - done.seized();
            assertThat(debtLeft).isNotNegative();
            assertThat(collateralLeft).isNotNegative();
            assertThat(done.repaid()).isBetween(0L, offered);
            assertThat(done.fee()).isBetween(0L, done.seized());
            // what is seized is worth at most the repaid debt and the bonus
            assertThat(done.seized() * price).isLessThanOrEqualTo(done.repaid() * 105 / 100);
            assertThat(done.isStripped()).isEqualTo(collateralLeft == 0);
            if (done.isStripped()) {
                assertThat(debtLeft).isZero();
            }
            if (debtLeft > 0 && collateralLeft > 0) {
                assertThat(Math.min(debtLeft, collateralLeft * price)).isGreaterThanOrEqualTo(Money.ofDollars(1_000));
            }
        }
    }

    private static Liquidation liquidate(Position position, long offered) {
        return Liquidation.of(AAVE_V3, position, offered).orThrow();
    }

    /** Units of 10^-6 at a price in dollars, against dollars of debt. */
    private static Position position(long units, long price, long debt) {
        Collateral collateral = new Collateral(units, price, ETH);
        return new Position(
                collateral, Money.ofDollars(debt), 1, Health.of(List.of(collateral), Money.ofDollars(debt)));
    }
}
