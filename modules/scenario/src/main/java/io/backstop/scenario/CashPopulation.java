package io.backstop.scenario;

/**
 * Accounts that hold dollars and no position.
 *
 * @param cash dollars of each account
 * @param cap micro-dollars of one account at most
 */
public record CashPopulation(String name, int count, Distribution cash, long cap) implements PopulationSpec {}
