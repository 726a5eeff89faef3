package io.backstop.kernel;

/** Which state machine lives at an address; the one place where a runtime learns what an entity is. */
public interface EntityFactory {
    /**
     * The state machine of the address; called whenever its cell is made, also after a crash.
     *
     * @throws IllegalArgumentException if nothing lives there
     */
    Entity<?, ?> entity(EntityId id);

    /** How many children the entity may ask at once in a writing step; at least 1. No result depends on it. */
    int window(EntityId id);
}
