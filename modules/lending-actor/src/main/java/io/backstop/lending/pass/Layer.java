package io.backstop.lending.pass;

/** Who pays for a lending protocol's deficit. */
public enum Layer {
    /** The treasury's offset before stakes. */
    OFFSET,
    /** Staked claims. */
    STAKES,
    /** The ledger's surplus. */
    SURPLUS,
    /** Buyers of new governance tokens. */
    DEBT_AUCTION,
    /** Suppliers, by a write-down. */
    SUPPLIERS
}
