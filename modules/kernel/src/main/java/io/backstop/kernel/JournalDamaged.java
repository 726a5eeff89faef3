package io.backstop.kernel;

/** An entity's history is not what it was: a row is missing, was changed, or the last ones are gone. */
public final class JournalDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String entity;
    private final long number;
    private final String what;

    /** Names the entity, the number of the event and what is wrong with it. */
    public JournalDamaged(String entity, long number, String what) {
        super("journal damaged: entity " + entity + ", event " + number + ": " + what);
        this.entity = entity;
        this.number = number;
        this.what = what;
    }

    /** The entity's address. */
    public String entity() {
        return entity;
    }

    /** Number of the event within the entity, from 1. */
    public long number() {
        return number;
    }

    /** What is wrong with it. */
    public String what() {
        return what;
    }
}
