package io.backstop.shell;

import io.backstop.kernel.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a drill does to the messages that a node sends: some go twice, some later than those after them. Off unless it is
 * switched on; no result depends on it.
 */
public final class Disturbance {
    private static final long LATEST_MILLIS = 50;

    private volatile double duplicates;
    private volatile double reordered;

    /**
     * Switches it on, or off with 0 and 0.
     *
     * @param duplicated share of messages that go twice, 0 to 1
     * @param delayed share of messages that come up to 50 ms late, 0 to 1
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
        return (messages, residents) -> send(router, messages, residents);
    }

    private void send(Router router, List<Message> messages, Residents residents) {
        if (duplicates == 0 && reordered == 0) {
            router.send(messages, residents);
            return;
        }
        List<Message> sent = new ArrayList<>();
        for (Message message : messages) {
            if (chance(reordered)) {
                later(() -> router.send(List.of(message), residents));
            } else {
                sent.add(message);
            }
            if (chance(duplicates)) {
                sent.add(message);
            }
        }
        if (reordered > 0) {
            Collections.shuffle(sent, ThreadLocalRandom.current());
        }
        router.send(sent, residents);
    }

    /** Not only once another follows: the run may wait for this very message. */
    private static void later(Runnable sending) {
        long millis = ThreadLocalRandom.current().nextLong(LATEST_MILLIS);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(sending);
    }

    private static boolean chance(double share) {
        return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
    }
}
