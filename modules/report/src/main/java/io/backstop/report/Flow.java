package io.backstop.report;

import io.backstop.simulation.Fact;

/** How forced flow was absorbed (economics section 5, measure 2). */
enum Flow {
    /** Sold to or bought from the book by a breached account. */
    BOOK("book", true),
    /** Taken over by the vault, at mark. */
    VAULT_TAKEOVER("vault takeover", true),
    /** Taken over by the insurance fund, at the bankruptcy price. */
    FUND_TAKEOVER("fund takeover", true),
    /** Closed against profitable positions, the estate being the account itself. */
    DIRECT_ADL("direct ADL", true),
    /** Closed at mark by the venue because nobody else was left. */
    RESIDUAL("residual", true),
    /** Inventory of vault or fund sold to or bought from the book; its units left an account before. */
    INVENTORY_UNWIND("inventory unwind", false),
    /** Inventory of vault or fund closed by ADL; its units left an account before. */
    INVENTORY_ADL("inventory ADL", false);

    private final String label;
    private final boolean leavesAnAccount;

    Flow(String label, boolean leavesAnAccount) {
        this.label = label;
        this.leavesAnAccount = leavesAnAccount;
    }

    String label() {
        return label;
    }

    /** Whether the units leave their account by it: only such flow counts as liquidated, so that each unit counts once. */
    boolean leavesAnAccount() {
        return leavesAnAccount;
    }

    static Flow of(Fact.Exit exit) {
        return switch (exit) {
            case BOOK -> BOOK;
            case VAULT_TAKEOVER -> VAULT_TAKEOVER;
            case FUND_TAKEOVER -> FUND_TAKEOVER;
            case RESIDUAL -> RESIDUAL;
        };
    }

    static Flow of(Fact.Party estate) {
        return estate.kind() == Fact.PartyKind.ACCOUNT ? DIRECT_ADL : INVENTORY_ADL;
    }
}
