package io.backstop.shell;

import io.backstop.kernel.Effect;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;

/** What an entity's actor receives, through the region by the receiver's address, or straight if both are sure to be on one node. */
public sealed interface ShellCommand {
    /** Whose actor it is for. */
    EntityId receiver();

    /** A message between entities; on its way to another node it is only its message. */
    record Delivery(Message message) implements ShellCommand {
        @Override
        public EntityId receiver() {
            return message.receiver();
        }
    }

    /**
     * A piece of a message that travels between nodes, none larger than {@link ClusterRouter#PART_BYTES}.
     *
     * @param key the same for all parts of the message, and for no other message to the receiver
     * @param manifest how the joined bytes are read
     * @param index 0 to {@code count - 1}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    record WirePart(EntityId receiver, String key, String manifest, int index, int count, byte[] bytes)
            implements ShellCommand {}

    /** Wakes a root that is not running; nothing else. */
    record Ping(EntityId receiver) implements ShellCommand {}

    /** Nodes have come or gone: a root asks again at once what is not answered. */
    record Repeat(EntityId receiver) implements ShellCommand {}

    /**
     * Asks an entity for its {@link LastEvent}; nothing else.
     *
     * @param asker the address of the actor that gets the answer, as text that every node can read
     */
    record Inquiry(EntityId receiver, String asker) implements ShellCommand {}

    /** The run has ended: the actor goes, its events stay. Never leaves the node. */
    record Retire(EntityId receiver) implements ShellCommand {}

    /** The run that the entity waited for is there. Never leaves the node. */
    record Found(EntityId receiver, HostedRun run) implements ShellCommand {}

    /** The run that the entity waited for cannot be had. Never leaves the node. */
    record NotFound(EntityId receiver) implements ShellCommand {}

    /** The root's own: go on with this. */
    record Proceed(EntityId receiver, Effect effect) implements ShellCommand {}

    /** The root's own: time has passed. */
    record Resend(EntityId receiver) implements ShellCommand {}
}
