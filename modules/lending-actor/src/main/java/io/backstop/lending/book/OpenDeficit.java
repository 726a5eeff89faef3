package io.backstop.lending.book;

/**
 * Debt that nobody has paid for yet.
 *
 * @param id {@code tick.pass/protocol/account}
 * @param reserve of the debt
 * @param units left, positive
 */
public record OpenDeficit(String id, int reserve, long units) {}
