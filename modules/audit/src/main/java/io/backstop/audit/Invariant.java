package io.backstop.audit;

/** The invariants of the books, numbered as in the explanation of the accounting. */
public enum Invariant {
    /** Nothing is made or lost: {@code sum of cash - open cost} and the units of each asset stay what they were. */
    I1("Dollars less open cost, and units of each asset, are conserved over all parties"),
    /** Longs equal shorts. */
    I2("In each market the sizes of all parties add up to nothing"),
    /** Every balance moved by what the tick's facts say. */
    I3("Cash, open cost, size and units of each party moved by the lines of the tick"),
    /** The sum of equities is worth the base assets at any price. */
    I4("Equities add up to the dollars and assets at three sets of prices"),
    /** Levies collect what they say; the rest is dust, at most one micro-dollar a holder. */
    I5("Levies are paid out within the tick, their dust is at most the number of holders"),
    /** Lending pools: the sums of all claims and debts are the pool's, and its assets are its claims. */
    I6("Pool claims are backed by cash, debts and open deficits, and are those of all accounts and the public"),
    /** Nobody owns less than nothing, apart from recorded bad debt. */
    I7("No negative collateral; negative cash of flat accounts is open bad debt"),
    /** Each deficit adds up, and each payment has its line. */
    I8("Each deficit is payments, what is carried and what is open, and each payment has its payer's line"),
    /** Fund, vault, parent explained line by line. */
    I9("Fund, vault and parent are explained line by line, within the fund's caps"),
    /** Clearing of debts, defaults and payments of estates. */
    I10("Clearing pays no more than is owed and held"),
    /** Where every change of equity comes from. */
    I11(
            "Each party's change of equity is price, execution, funding, fee, ADL, shared loss and payments, each but price adding up to nothing"),
    /** What can be withdrawn is there. */
    I12("Custody is all claims less open bad debt");

    private final String description;

    Invariant(String description) {
        this.description = description;
    }

    /** In plain words. */
    public String description() {
        return description;
    }
}
