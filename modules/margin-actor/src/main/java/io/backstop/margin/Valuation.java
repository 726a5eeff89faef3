package io.backstop.margin;

import io.backstop.account.Account;
import io.backstop.account.LiquidationPredicate;
import io.backstop.account.Position;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import java.util.List;

/**
 * An account at given prices (economics N4, N5).
 *
 * @param equity E_f: balance plus positions at mark plus collateral in full, micro-dollars; decides bankruptcy, ADL score and
 *     deficit
 * @param equityHaircut E_h: the same with collateral after haircuts, rounded down; decides breach
 * @param maintenance margin over all positions, micro-dollars, rounded up
 * @param notional gross over all positions, micro-dollars
 */
public record Valuation(long equity, long equityHaircut, long maintenance, long notional) {
    /** Values an account. */
    public static Valuation of(MarginRules rules, Account account, long[] marks, long[] assetPrices) {
        long equity = account.balance();
        long maintenance = 0;
        long notional = 0;
        for (Position position : account.positions()) {
            long value = Math.multiplyExact(position.size(), marks[position.market()]);
            equity = Math.addExact(equity, value);
            notional = Math.addExact(notional, Math.abs(value));
            maintenance = Math.addExact(
                    maintenance, rules.tiers().get(position.market()).maintenance(Math.abs(value)));
        }
        long haircut = equity;
        for (int asset = 0; asset < account.collateral().length; asset++) {
            long value = Math.multiplyExact(account.collateral()[asset], assetPrices[asset]);
            equity = Math.addExact(equity, value);
            haircut = Math.addExact(haircut, afterHaircut(rules.haircuts().get(asset), value));
        }
        return new Valuation(equity, haircut, maintenance, notional);
    }

    /** What counts of a value after its haircut, rounded down. */
    static long afterHaircut(Ratio haircut, long value) {
        return FixedPoint.multiplyDivide(
                value, haircut.denominator() - haircut.numerator(), haircut.denominator(), Rounding.FLOOR);
    }

    /** Breach: maintenance is above 0 and equity after haircuts below it (equality is safe). */
    public boolean breached() {
        return LiquidationPredicate.isLiquidatable(equityHaircut, maintenance);
    }

    /** Whether full equity is below {@code line} of maintenance margin, exactly. */
    public boolean below(Ratio line) {
        return FixedPoint.compareRatios(
                        equity, 1, Math.multiplyExact(maintenance, line.numerator()), line.denominator())
                < 0;
    }

    /** Maintenance margin of each position, in the order of the list. */
    public static long[] legMaintenance(MarginRules rules, List<Position> positions, long[] marks) {
        long[] margins = new long[positions.size()];
        for (int leg = 0; leg < margins.length; leg++) {
            Position position = positions.get(leg);
            margins[leg] = rules.tiers()
                    .get(position.market())
                    .maintenance(Math.abs(Math.multiplyExact(position.size(), marks[position.market()])));
        }
        return margins;
    }
}
