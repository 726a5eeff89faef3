package io.backstop.scenario;

/**
 * The accounts at time zero: a pure function of the resolved scenario, account by account; draw i never depends on draw j.
 *
 * <p>An account is a population's number and an ordinal in it. Populations are in name order, the accounts of a CSV file in the
 * order of their names, so (population, ordinal) sorts as {@link #name} does.
 */
public interface Openings {
    /** Number of populations. */
    int populations();

    /** Accounts in a population. */
    int count(int population);

    /** An account's name, unique in the scenario. */
    String name(int population, int ordinal);

    /** The account of a name, as {@code population << 32 | ordinal}, or -1. */
    long find(String name);

    /** Fills the buffer with the account's opening state. */
    void draw(int population, int ordinal, AccountOpening into);
}
