package io.backstop.kernel;

/** What travels between entities. */
public sealed interface Message {
    /** The step of the run that this message belongs to. */
    long step();

    /** Who gets it. */
    EntityId receiver();

    /** Who sent it. */
    EntityId sender();

    /** A parent asks a child. A step either reads or writes. */
    sealed interface Request extends Message {}

    /** A read: persists nothing, is executed whenever it arrives with a step above the receiver's last writing step. */
    record Read(EntityId receiver, EntityId sender, long step, Query query) implements Request {}

    /**
     * A write: executed once, answered again from the stored event when it is repeated.
     *
     * @param knownEvents how many events of the receiver its parent knows of; a receiver with fewer has lost its tail
     */
    record Write(EntityId receiver, EntityId sender, long step, long knownEvents, Command command) implements Request {}

    /** A child answers. */
    record Reply(EntityId receiver, EntityId sender, long step, Answer answer) implements Message {}
}
