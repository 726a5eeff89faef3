package io.backstop.contagion;

/** Where a party's debt to the world outside the network ranks; the two schools of software differ, so it is always stated. */
public enum ExternalRank {
    /** Paid before every debt of the network (Barucca's scripts). */
    SENIOR,
    /** Paid in proportion with the debts of rank 0 (the R package systemicrisk). */
    PARI_PASSU
}
