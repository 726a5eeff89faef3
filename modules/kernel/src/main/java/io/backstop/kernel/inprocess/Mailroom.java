package io.backstop.kernel.inprocess;

import io.backstop.kernel.Message;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Messages on their way, first in, first out, but for those that are late. Time passes by one with each delivery. */
final class Mailroom {
    /** How long the root waits for late messages before it asks again. */
    private static final long PATIENCE = 32;

    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private final PriorityQueue<Late> late =
            new PriorityQueue<>(Comparator.comparingLong(Late::due).thenComparingLong(Late::number));
    private long now;
    private long lateSoFar;

    private record Late(long due, long number, Message message) {}

    void send(Message message) {
        queue.add(message);
    }

    void sendLate(Message message, int deliveries) {
        late.add(new Late(now + deliveries, lateSoFar++, message));
    }

    /** The next message to arrive; {@code null} if none does within the root's patience. */
    @Nullable
    Message next() {
        Message next = due(0);
        if (next == null) {
            next = queue.poll();
        }
        if (next == null) {
            next = due(PATIENCE);
        }
        now += next == null ? PATIENCE : 1;
        return next;
    }

    private @Nullable Message due(long within) {
        Late first = late.peek();
        if (first == null || first.due() > now + within) {
            return null;
        }
        late.poll();
        now = Math.max(now, first.due());
        return first.message();
    }

    /** The next message whenever it arrives; {@code null} if none is on its way. */
    @Nullable
    Message last() {
        return queue.isEmpty() ? due(Long.MAX_VALUE - now) : queue.poll();
    }
}
