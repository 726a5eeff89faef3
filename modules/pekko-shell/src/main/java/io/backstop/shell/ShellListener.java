package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;

/** What a node learns from the entities that it runs. Called from many threads, {@link #recorded} from one at a time. */
public interface ShellListener {
    /**
     * An event of the root: first the recovered ones, then each as it becomes durable. Number 1 comes again when the root
     * starts again.
     */
    void recorded(EntityId root, Recorded recorded);

    /** The root has nothing left to do. */
    void finished(EntityId root);

    /** An entity cannot go on, whatever is tried again: a damaged journal, unbalanced books. */
    void failed(EntityId id, RuntimeException cause);

    /** The journal did not take or give events now; the entity stops and is asked again later. */
    void journalUnavailable(EntityId id, String what);

    /** An entity, the root included, made an event durable. */
    void persisted(EntityId id);

    /** The root asked again, so many requests at once, since nothing moved or nodes came or went. */
    void repeated(EntityId root, int requests);

    /** An entity was asked what it had done or answered before, and did not do it again. */
    void duplicate(EntityId id);

    /**
     * The journal refused an event whose number another node had used: this node had taken the entity for its own too long. The
     * entity stops and comes back from the journal if it is asked here again.
     */
    void staleWriteRefused(EntityId id);
}
