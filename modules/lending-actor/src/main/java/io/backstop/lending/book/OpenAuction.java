package io.backstop.lending.book;

import io.backstop.lending.maker.CollateralAuction;

/**
 * A collateral auction that runs.
 *
 * @param id in order of their starts
 * @param account whose collateral it is
 * @param reserve of the collateral
 * @param due debt that it is to raise and has not yet, micro-dollars
 * @param tick of the start; it sells from the next tick on
 */
public record OpenAuction(long id, long account, int reserve, long due, long tick, CollateralAuction auction) {
    /** What a purchase or reset leaves of it; {@code paid} was raised. */
    public OpenAuction with(CollateralAuction after, long paid) {
        return new OpenAuction(id, account, reserve, Math.max(0, due - paid), tick, after);
    }
}
