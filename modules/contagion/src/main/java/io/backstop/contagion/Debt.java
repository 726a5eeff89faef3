package io.backstop.contagion;

/**
 * A debt: the debtor owes the creditor an amount.
 *
 * @param debtor ordinal of a party
 * @param creditor ordinal of a party, or {@link ObligationNetwork#OUTSIDE}
 * @param amount micro-dollars, 0 or more
 * @param seniority a debtor pays its debts of lower numbers first and those of one number in proportion; 0 or more
 */
public record Debt(int debtor, int creditor, long amount, int seniority) {
    /** A debt of the first rank. */
    public Debt(int debtor, int creditor, long amount) {
        this(debtor, creditor, amount, 0);
    }
}
