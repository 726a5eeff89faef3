package io.backstop.contagion;

/**
 * A party's shares: what its assets are worth beyond its debts belongs to them.
 *
 * @param issuer ordinal of a party; a party issues once at most
 * @param shares all units outstanding, positive
 * @param seniorClaims micro-dollars that rank before the shares and are no debt of the network, 0 or more
 */
public record ShareIssue(int issuer, long shares, long seniorClaims) {}
