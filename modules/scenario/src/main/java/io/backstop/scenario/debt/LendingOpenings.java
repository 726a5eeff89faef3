package io.backstop.scenario.debt;

/**
 * The accounts of a lending protocol at time zero: a pure function of the resolved scenario, account by account; draw i never depends
 * on draw j. Populations and the accounts of a list are in name order, so (population, ordinal) sorts as {@link #name} does.
 */
public interface LendingOpenings {
    /** Number of populations. */
    int populations();

    /** Accounts in a population. */
    int count(int population);

    /** An account's name, unique at the protocol. */
    String name(int population, int ordinal);

    /** The account of a name, as {@code population << 32 | ordinal}, or -1. */
    long find(String name);

    /** Fills the buffer with the account's opening state. */
    void draw(int population, int ordinal, LendingOpening into);
}
