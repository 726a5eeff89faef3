package io.backstop.scenario;

/**
 * A buffer for one account's opening state, filled by {@link Openings#draw} and used again for the next.
 *
 * <p>Legs are in ascending market number. Sizes are signed (long above 0), open costs signed micro-dollars.
 */
public final class AccountOpening {
    /** Micro-dollars. */
    public long cash;

    /** Number of legs in use. */
    public int legs;

    /** Market number of each leg. */
    public final int[] market;

    /** Signed size units of each leg, never 0. */
    public final long[] size;

    /** Signed micro-dollars that each leg cost. */
    public final long[] openCost;

    /** Units held of each collateral asset, 0 or more. */
    public final long[] collateral;

    /** A buffer for a scenario of so many markets and assets. */
    public AccountOpening(int markets, int assets) {
        market = new int[markets];
        size = new long[markets];
        openCost = new long[markets];
        collateral = new long[assets];
    }
}
