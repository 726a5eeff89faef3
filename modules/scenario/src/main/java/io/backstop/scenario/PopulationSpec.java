package io.backstop.scenario;

/** A group of accounts, drawn from distributions or read from a CSV file. */
public sealed interface PopulationSpec permits DrawnPopulation, CashPopulation, ListedPopulation {
    /** The population's name, without {@code -}. */
    String name();

    /** Accounts in it. */
    int count();
}
