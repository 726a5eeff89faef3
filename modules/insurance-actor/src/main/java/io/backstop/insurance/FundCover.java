package io.backstop.insurance;

/** How much of a request an insurance fund grants. */
public final class FundCover {
    private FundCover() {}

    /**
     * {@code min(request, cap per event, cap left this tick, balance)}, and not below 0.
     *
     * @param request micro-dollars, 0 or more
     * @param capPerEvent micro-dollars for one account, tick and market
     * @param capLeft micro-dollars left of the cap of this tick
     * @param balance micro-dollars in the fund
     * @return micro-dollars
     */
    public static long grant(long request, long capPerEvent, long capLeft, long balance) {
        return Math.max(0, Math.min(Math.min(request, capPerEvent), Math.min(capLeft, balance)));
    }
}
