package io.backstop.lending.book;

/**
 * Since when an account is in breach, as far as keepers can know.
 *
 * @param account key
 * @param since milliseconds
 */
public record Sighting(long account, long since) {}
