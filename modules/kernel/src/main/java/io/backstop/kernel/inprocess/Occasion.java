package io.backstop.kernel.inprocess;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import org.jspecify.annotations.Nullable;

/**
 * A moment at which something may go wrong, named so that it is found again in a schedule with fewer faults.
 *
 * @param point what may go wrong
 * @param entity that gets the message or crashes
 * @param what it has in hand
 * @param sender of the message; the entity itself for an event
 * @param step of the message or event
 * @param time 1 for the first such moment, then one more each
 */
public record Occasion(FaultPoint point, EntityId entity, What what, EntityId sender, long step, int time) {
    /** What an entity has in hand. */
    public enum What {
        /** A request of a reading step. */
        READ,
        /** A request of a writing step. */
        WRITE,
        /** An answer. */
        REPLY,
        /** An event of its own. */
        EVENT
    }

    static Occasion first(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
        return new Occasion(point, entity, what(message), message == null ? entity : message.sender(), step, 1);
    }

    Occasion at(int number) {
        return new Occasion(point, entity, what, sender, step, number);
    }

    private static What what(@Nullable Message message) {
        return switch (message) {
            case null -> What.EVENT;
            case Message.Read read -> What.READ;
            case Message.Write write -> What.WRITE;
            case Message.Reply reply -> What.REPLY;
        };
    }

    @Override
    public String toString() {
        String hand = switch (what) {
            case READ -> "read from " + shortened(sender);
            case WRITE -> "write from " + shortened(sender);
            case REPLY -> "reply from " + shortened(sender);
            case EVENT -> "its event";
        };
        return point + ": " + shortened(entity) + ", " + hand + ", step " + step + (time == 1 ? "" : ", time " + time);
    }

    private static String shortened(EntityId id) {
        return id.protocol() + '/' + id.partition() + '/' + id.name();
    }
}
