package io.backstop.lending.liquidation;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.pool.Collateral;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * A fixed-spread liquidation as Aave v3.7 computes it: the liquidator repays debt and takes collateral worth that and a bonus, of
 * which the protocol keeps a fee. Where the collateral does not suffice, all of it goes and less debt is repaid; what then remains
 * of the debt is a deficit if no other collateral is left. So a deficit appears already below {@code 1 + bonus}, not below 1.
 *
 * <p>Seized units are floored, the fee and the debt that is needed are rounded up.
 *
 * @param repaid debt units that the liquidator pays
 * @param seized collateral units that leave the account, the fee among them
 * @param fee collateral units for the protocol
 * @param deficit debt units that are burned unpaid
 * @param isStripped whether the account has no collateral at all now, so that its other debts are burned too
 */
public record Liquidation(long repaid, long seized, long fee, long deficit, boolean isStripped) {

    /** Collateral units that the liquidator keeps. */
    public long toLiquidator() {
        return seized - fee;
    }

    /** The part of the debt that may be repaid: 0 for a healthy account, the rules' factor, or 1. */
    public static Ratio closeFactor(LiquidationRules rules, Position position) {
        if (!position.health().isLiquidatable()) {
            return Ratio.ZERO;
        }
        boolean isLarge = position.debtValue() >= rules.smallPosition()
                && position.collateral().value() >= rules.smallPosition();
        return isLarge && position.health().exceeds(rules.fullBelow()) ? rules.closeFactor() : Ratio.ONE;
    }

    /** Debt units that may be repaid at most: the close factor is of the account's whole debt, rounded down. */
    public static long mostRepaid(LiquidationRules rules, Position position) {
        Ratio factor = closeFactor(rules, position);
        if (factor.equals(Ratio.ONE)) {
            return position.debtUnits();
        }
        long value = factor.times(position.health().debt(), Rounding.FLOOR);
        return value >= position.debtValue() ? position.debtUnits() : value / position.debtPrice();
    }

    /**
     * Liquidates for an amount; more than allowed is cut.
     *
     * @param offered debt units that the liquidator would repay
     */
    public static Result<Liquidation> of(LiquidationRules rules, Position position, long offered) {
        Collateral collateral = position.collateral();
        if (!position.health().isLiquidatable()) {
            return new Refused<>(Refusal.NOT_LIQUIDATABLE);
        }
        if (collateral.price() == 0 || position.debtPrice() <= 0) {
            return new Refused<>(Refusal.NO_PRICE);
        }
        if (offered <= 0 || collateral.units() == 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        Liquidation liquidation = seize(position, Math.min(offered, mostRepaid(rules, position)));
        return leavesDust(rules, position, liquidation) ? new Refused<>(Refusal.DUST) : new Accepted<>(liquidation);
    }

    /**
     * The largest liquidation that a liquidator can pay: if the whole amount would leave dust, as much as leaves the least allowed
     * remainder on both sides.
     *
     * @param capital debt units that the liquidator has
     */
    public static Result<Liquidation> largest(LiquidationRules rules, Position position, long capital) {
        Result<Liquidation> whole = of(rules, position, capital);
        if (!(whole instanceof Refused<Liquidation>(Refusal reason)) || reason != Refusal.DUST) {
            return whole;
        }
        return of(rules, position, Math.min(capital, leavingEnough(rules, position)));
    }

    private static long leavingEnough(LiquidationRules rules, Position position) {
        Collateral collateral = position.collateral();
        long byDebt = position.debtUnits() - Math.ceilDiv(rules.leftover(), position.debtPrice());
        long seizable = Math.max(0, collateral.value() - rules.leftover());
        return Math.min(byDebt, withoutBonus(seizable, collateral, Rounding.FLOOR) / position.debtPrice());
    }

    private static Liquidation seize(Position position, long repaid) {
        Collateral collateral = position.collateral();
        long value = Math.multiplyExact(repaid, position.debtPrice());
        Ratio bonus = collateral.terms().bonus();
        long wanted = Math.addExact(value, bonus.times(value, Rounding.FLOOR)) / collateral.price();
        if (wanted <= collateral.units()) {
            return result(position, repaid, wanted);
        }
        long needed = withoutBonus(collateral.value(), collateral, Rounding.CEILING);
        return result(position, Math.ceilDiv(needed, position.debtPrice()), collateral.units());
    }

    private static Liquidation result(Position position, long repaid, long seized) {
        Collateral collateral = position.collateral();
        long otherValue = position.health().value() - collateral.value();
        boolean isStripped = seized == collateral.units() && otherValue == 0;
        long deficit = isStripped ? position.debtUnits() - repaid : 0;
        return new Liquidation(repaid, seized, fee(collateral, seized), deficit, isStripped);
    }

    private static long fee(Collateral collateral, long seized) {
        Ratio bonus = collateral.terms().bonus();
        long whole = Math.addExact(bonus.numerator(), bonus.denominator());
        long bonusUnits = FixedPoint.multiplyDivide(seized, bonus.numerator(), whole, Rounding.CEILING);
        return collateral.terms().protocolFee().times(bonusUnits, Rounding.CEILING);
    }

    private static long withoutBonus(long value, Collateral collateral, Rounding rounding) {
        Ratio bonus = collateral.terms().bonus();
        long whole = Math.addExact(bonus.numerator(), bonus.denominator());
        return FixedPoint.multiplyDivide(value, bonus.denominator(), whole, rounding);
    }

    private static boolean leavesDust(LiquidationRules rules, Position position, Liquidation liquidation) {
        long debtLeft = position.debtUnits() - liquidation.repaid();
        long collateralLeft = position.collateral().units() - liquidation.seized();
        if (debtLeft == 0 || collateralLeft == 0) {
            return false;
        }
        return Math.multiplyExact(debtLeft, position.debtPrice()) < rules.leftover()
                || Math.multiplyExact(collateralLeft, position.collateral().price()) < rules.leftover();
    }
}
