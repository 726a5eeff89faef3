package io.backstop.scenario;

/**
 * Which partition holds an account: every {@code count}-th ordinal of each population. No result depends on it.
 *
 * @param count partitions, at least 1
 */
public record Partitioning(int count) {
    /** The partition of an account. */
    public int of(long account) {
        int population = (int) (account >>> 32);
        int ordinal = (int) account;
        return Math.floorMod(ordinal + population, count);
    }

    /** The first ordinal of a population that a partition holds; then every {@code count}-th. */
    public int first(int partition, int population) {
        return Math.floorMod(partition - population, count);
    }
}
