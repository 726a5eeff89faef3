package io.backstop.contagion;

/**
 * A promise to pay a creditor what the debtor leaves unpaid. It is called by the debtor's default, in the same clearing. Several
 * guarantees of one debt stand one after the other: each covers, in the order given, its own part of the shortfall.
 *
 * @param guarantor ordinal of a party, neither the debtor nor the creditor
 * @param debt position of the guaranteed debt
 * @param limit micro-dollars, 0 or more
 * @param seniority rank of the called amount among the guarantor's debts, as in {@link Debt}
 */
public record Guarantee(int guarantor, int debt, long limit, int seniority) {}
