package io.backstop.contagion;

/** What is known of a party before a clearing. Default is absorbing within a tick, and its cost is borne once. */
public enum PartyState {
    /** Not in default: the clearing decides. */
    SOLVENT,
    /** In default since an earlier pass; its cost is part of this clearing again, since no pass has posted it. */
    IN_DEFAULT,
    /** In default, and its cost is posted already: it pays from all it has. */
    COST_POSTED
}
