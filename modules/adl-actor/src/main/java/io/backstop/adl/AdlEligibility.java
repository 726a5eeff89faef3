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
     * Whether a candidate qualifies, apart from the overlap of prices.
     *
     * @param estateSize signed size units of the estate
     */
    public static boolean isTarget(AdlCandidate candidate, long estateSize) {
        return Long.signum(candidate.size()) == -Long.signum(estateSize)
                && candidate.equity() > 0
                && candidate.unrealisedPnl() > 0;
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
        return atPrice >= bankruptcyValue(candidate);
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
