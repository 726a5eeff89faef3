package io.backstop.contagion;

/**
 * Shares of an issuer in the hands of another party.
 *
 * @param holder ordinal of a party
 * @param issuer ordinal of a party that issues shares
 * @param shares units, positive
 */
public record Holding(int holder, int issuer, long shares) {}
