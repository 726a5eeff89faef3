package io.backstop.adl;

import io.backstop.account.BankruptcyValue;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Whose position may be closed against an estate (economics N8): the opposite side, in profit, of an account with positive
 * equity, whose own bankruptcy price the ADL price does not cross (dYdX v4: the bankruptcy price of the long must not be above
 * that of the short).
 */
public final class AdlEligibility {
    private AdlEligibility() {}

    /**
     * Whether an account may be deleveraged for its own loss: its equity is negative (dYdX v4 {@code CanDeleverageSubaccount}).
     *
     * @param equity micro-dollars
     */
    public static boolean isEstate(long equity) {
        return equity < 0;
    }

    /**
     * Whether a candidate qualifies, apart from the overlap of prices.
     *
     * @param estateSize signed size units of the estate
     */
    public static boolean isTarget(AdlCandidate candidate, long estateSize) {
        return Long.signum(candidate.size()) == -Long.signum(estateSize)
                && isTarget(candidate.equity(), candidate.unrealisedPnl());
    }

    /**
     * Whether a position of the estate's other side qualifies, apart from the overlap of prices.
     *
     * @param equity of its account, micro-dollars
     * @param unrealisedPnl of the position, micro-dollars
     */
    public static boolean isTarget(long equity, long unrealisedPnl) {
        return equity > 0 && unrealisedPnl > 0;
    }

    /**
     * Whether the estate's price leaves the candidate's position at or above its own bankruptcy value.
     *
     * <p>The price is {@code estateValue / estateSize}, exact; the candidate's bankruptcy value is rounded against it (dYdX form).
     *
     * @param estateSize signed size units, not 0
     * @param estateValue signed micro-dollars at the ADL price
     */
    public static boolean overlaps(AdlCandidate candidate, long estateSize, long estateValue) {
        long atPrice = FixedPoint.multiplyDivide(candidate.size(), estateValue, estateSize, Rounding.FLOOR);
        return overlaps(Math.negateExact(atPrice), bankruptcyValue(candidate));
    }

    /**
     * Whether two parts of the same size and opposite sides may be closed against each other (dYdX v4 {@code ProcessDeleveraging}):
     * what one must bring is not above what the other may cost.
     *
     * @param value of the one part, signed micro-dollars: above 0 the least that its sale must bring
     * @param offsettingValue of the other part: below 0 minus the most that its purchase may cost
     * @throws ArithmeticException on overflow
     */
    public static boolean overlaps(long value, long offsettingValue) {
        return Math.addExact(value, offsettingValue) <= 0;
    }

    /**
     * The candidate's own bankruptcy value of the whole position, signed micro-dollars. Without maintenance margin all equity
     * stands behind it.
     */
    public static long bankruptcyValue(AdlCandidate candidate) {
        long value = candidate.value();
        return candidate.maintenance() == 0
                ? Math.subtractExact(value, candidate.equity())
                : BankruptcyValue.of(
                        Math.negateExact(value),
                        candidate.equity(),
                        candidate.legMaintenance(),
                        candidate.maintenance());
    }
}
