package io.backstop.contagion;

/**
 * What one party must know of itself to clear.
 *
 * @param outside micro-dollars of assets outside the network at full value, never after haircuts; below 0 a claim before all others
 * @param state before this clearing
 * @param inDegree number of claims that it holds: debts, guarantees in its favour, holdings
 * @param debts micro-dollars that it owes, in the order of their ranks
 * @param debtRank rank of each debt, ascending
 * @param callRank rank of each guarantee that it gave, ascending
 * @param shares all shares that it issued, 0 if it issues none
 * @param seniorClaims micro-dollars that rank before the shares and are none of the debts
 */
public record PartyBooks(
        long outside,
        PartyState state,
        int inDegree,
        long[] debts,
        int[] debtRank,
        int[] callRank,
        long shares,
        long seniorClaims) {}
