package io.backstop.audit;

/** What a run's journal must show, whatever failed while it ran; numbered as in the explanation of the audit. */
public enum Guarantee {
    /** Conservation, from everyone's own events. */
    R1("What everyone holds by its own events is conserved, and is what the run's facts say"),
    /** No command changes an entity twice. */
    R2("A command changes an entity at most once: steps rise, and each event was asked for"),
    /** Nothing that was acknowledged is gone. */
    R3("Whoever went on had the answers of all it asked: their events are there, and were stored before"),
    /** Histories are whole. */
    R4("Each entity's events are numbered without hole or repeat, their bytes and their chain are whole"),
    /** An entity has one writer at a time. */
    R5("Each entity's writers follow one another, none writes again after another did"),
    /** The same again. */
    R6("A replay in one thread makes the same events, prices, totals and digest"),
    /** Who is deleveraged. */
    R7("Those deleveraged stood where their rank says; a fund is not overdrawn before ADL; sizes add up to nothing"),
    /** The run ends. */
    R8("The run came to its end");

    private final String description;

    Guarantee(String description) {
        this.description = description;
    }

    /** In plain words. */
    public String description() {
        return description;
    }
}
