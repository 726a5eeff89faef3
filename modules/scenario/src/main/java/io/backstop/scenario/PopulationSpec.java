package io.backstop.scenario;

/** A group of accounts, drawn from distributions or read from a CSV file. */
public interface PopulationSpec {
    /** The population's name. */
    String name();

    /** Accounts in it. */
    int count();
}
