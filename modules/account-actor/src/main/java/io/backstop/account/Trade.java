package io.backstop.account;

/**
 * A change of one perpetual position; both parties post the same consideration with opposite signs.
 *
 * @param market number of the market in the scenario
 * @param size signed change in size units, not 0
 * @param consideration micro-dollars paid for it (negative: received), rounded once
 */
public record Trade(int market, long size, long consideration) {}
