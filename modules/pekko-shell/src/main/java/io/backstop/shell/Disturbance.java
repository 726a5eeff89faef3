package io.backstop.shell;

import io.backstop.kernel.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a drill does to the messages that a node sends: some go twice, some later than those after them. Off unless it is
 * switched on; no result depends on it.
 */
public final class Disturbance {
    private final AtomicReference<@Nullable Late> late = new AtomicReference<>();
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
        return (messages, sender) -> send(router, messages, sender);
    }

    private void send(Router router, List<Message> messages, ActorRef<ShellCommand> sender) {
        if (duplicates == 0 && reordered == 0 && late.get() == null) {
            router.send(messages, sender);
            return;
        }
        List<Late> sent = new ArrayList<>();
        for (Message message : messages) {
            Late now = new Late(message, sender);
            if (chance(reordered)) {
                addIfAny(sent, late.getAndSet(now));
            } else {
                sent.add(now);
            }
            if (chance(duplicates)) {
                sent.add(now);
            }
        }
        if (reordered == 0) {
            addIfAny(sent, late.getAndSet(null));
        } else {
            Collections.shuffle(sent, ThreadLocalRandom.current());
        }
        sent.forEach(each -> router.send(List.of(each.message()), each.sender()));
    }

    private static void addIfAny(List<Late> sent, @Nullable Late message) {
        if (message != null) {
            sent.add(message);
        }
    }

    private record Late(Message message, ActorRef<ShellCommand> sender) {}

    private static boolean chance(double share) {
        return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
    }
}
