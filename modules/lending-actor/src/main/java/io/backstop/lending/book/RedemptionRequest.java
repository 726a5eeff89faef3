package io.backstop.lending.book;

/**
 * A withdrawal that waits for cash.
 *
 * @param account key of the supplier, or {@link #PUBLIC}
 * @param reserve of the claim
 * @param units asked for and not yet paid
 * @param tick of the request
 */
public record RedemptionRequest(long account, int reserve, long units, long tick) {
    /** Suppliers without an account. */
    public static final long PUBLIC = -1;
}
