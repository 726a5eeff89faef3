package io.backstop.kernel;

/** An entity's history is not what it was: a row is missing, was changed, or the last ones are gone. */
public final class JournalDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Names the entity, the number of the event and what is wrong with it. */
    public JournalDamaged(String entity, long number, String what) {
        super("journal damaged: entity " + entity + ", event " + number + ": " + what);
    }
}
