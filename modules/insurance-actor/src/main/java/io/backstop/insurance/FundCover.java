package io.backstop.insurance;

/**
 * What an insurance fund can pay for one claim: {@code max(0, min(cap per event, cap left this tick, balance))} (economics
 * section 2, binance-like 2). A loss is covered whole or in part, as the claim allows.
 *
 * @param capPerEvent micro-dollars for one account, tick and market
 * @param capLeft micro-dollars left of the cap of this tick
 * @param balance micro-dollars in the fund
 */
public record FundCover(long capPerEvent, long capLeft, long balance) {
    /** A fund whose balance is its only limit (dYdX v4, FLOX, Vega and Drift). */
    public static FundCover ofBalance(long balance) {
        return new FundCover(Long.MAX_VALUE, Long.MAX_VALUE, balance);
    }

    /** Micro-dollars, 0 or more. */
    public long most() {
        return Math.max(0, Math.min(capPerEvent, Math.min(capLeft, balance)));
    }

    /**
     * Whether the fund can pay all of a loss: what it pays whole or not at all, such as a takeover or a top-up (dYdX v4
     * {@code IsValidInsuranceFundDelta}: the balance may reach 0, not go below).
     *
     * @param loss micro-dollars, 0 or more
     */
    public boolean covers(long loss) {
        return loss <= most();
    }

    /**
     * What the fund pays of a loss that it may also pay in part.
     *
     * @param loss micro-dollars, 0 or more
     * @return micro-dollars
     */
    public long partOf(long loss) {
        return Math.min(loss, most());
    }
}
