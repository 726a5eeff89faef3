package io.backstop.adl;

/**
 * A position that auto-deleveraging may close, with what rankings and eligibility ask of its account.
 *
 * @param key population and ordinal, {@code population << 32 | ordinal}: the order of account names
 * @param name the account's name; only {@link RandomRanking} asks for it, elsewhere it may be empty
 * @param market the market's number
 * @param size signed size units, not 0
 * @param openCost signed micro-dollars that the position cost
 * @param mark price on the market's grid, positive
 * @param equity of the account, without haircuts, micro-dollars
 * @param maintenance maintenance margin of the account, micro-dollars
 * @param legMaintenance maintenance margin of this position, micro-dollars
 * @param notional gross notional of the account over all markets, micro-dollars
 * @param cash of the account, micro-dollars
 * @param hedged whether the account also holds a position of the other side in some market
 */
public record AdlCandidate(
        long key,
        String name,
        int market,
        long size,
        long openCost,
        long mark,
        long equity,
        long maintenance,
        long legMaintenance,
        long notional,
        long cash,
        boolean hedged) {

    /**
     * Value at mark, signed micro-dollars.
     *
     * @throws ArithmeticException on overflow
     */
    public long value() {
        return Math.multiplyExact(size, mark);
    }

    /**
     * Unrealised profit of the position, micro-dollars.
     *
     * @throws ArithmeticException on overflow
     */
    public long unrealisedPnl() {
        return Math.subtractExact(value(), openCost);
    }
}
