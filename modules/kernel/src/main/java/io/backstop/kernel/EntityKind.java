package io.backstop.kernel;

/** What an entity is; the third part of its address. */
public enum EntityKind {
    /** The root of a run's tree of requests: virtual time, order, digest. */
    RUN,
    /** A market's price, depth and outside account. */
    MARKET,
    /** The risk table of one partition of a protocol's accounts. */
    MARGIN_ENGINE,
    /** A protocol's insurance fund, takeover vault and their inventories. */
    INSURANCE_FUND,
    /** A protocol's auto-deleveraging coordinator. */
    ADL_COORDINATOR,
    /** A party at a protocol. */
    ACCOUNT,
    /** A lending protocol's reserves, auctions and ledger. */
    LENDING_POOL,
    /** The parties of one partition and what they owe. */
    DEBT_REGISTER
}
