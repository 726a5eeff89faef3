package io.backstop.shell;

import io.backstop.kernel.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a drill does to the messages that a node sends: some go twice, some later than those after them. Off unless it is
 * switched on; no result depends on it.
 */
public final class Disturbance {
    private final AtomicReference<@Nullable Message> late = new AtomicReference<>();
    private volatile double duplicates;
    private volatile double reordered;

    /**
     * Switches it on, or off with 0 and 0.
     *
     * @param duplicated share of messages that go twice, 0 to 1
     * @param delayed share of messages that wait for the next ones, 0 to 1
     * @throws IllegalArgumentException if a share is not one
     */
    public void set(double duplicated, double delayed) {
        if (!(duplicated >= 0 && duplicated <= 1 && delayed >= 0 && delayed <= 1)) {
            throw new IllegalArgumentException("shares must be 0 to 1, are " + duplicated + " and " + delayed);
        }
        duplicates = duplicated;
        reordered = delayed;
    }

    /** The router, disturbed. */
    Router around(Router router) {
        return messages -> router.send(disturbed(messages));
    }

    private List<Message> disturbed(List<Message> messages) {
        if (duplicates == 0 && reordered == 0 && late.get() == null) {
            return messages;
        }
        List<Message> sent = new ArrayList<>();
        for (Message message : messages) {
            if (chance(reordered)) {
                Message before = late.getAndSet(message);
                if (before != null) {
                    sent.add(before);
                }
            } else {
                sent.add(message);
            }
            if (chance(duplicates)) {
                sent.add(message);
            }
        }
        if (reordered == 0) {
            Message last = late.getAndSet(null);
            if (last != null) {
                sent.add(last);
            }
        } else {
            Collections.shuffle(sent, ThreadLocalRandom.current());
        }
        return sent;
    }

    private static boolean chance(double share) {
        return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
    }
}
