package io.backstop.node.supervisor;

import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import io.backstop.node.supervisor.LinkPolicy.Slow;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A link by a proxy: all connections that one node opens to another, or to its database, under one policy. */
public final class ProxiedLink implements Link {
    private static final Pass PASS = new Pass();
    private static final long NO_POLICY = -1;

    private final String from;
    private final String to;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile LinkPolicy policy = PASS;
    private long policies;
    private long freeAt = System.nanoTime();

    /** A link that passes. */
    public ProxiedLink(String from, String to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public String from() {
        return from;
    }

    @Override
    public String to() {
        return to;
    }

    @Override
    public LinkPolicy policy() {
        return policy;
    }

    /** From now on. Bytes that wait go by the new policy. */
    @Override
    public void set(LinkPolicy next) {
        lock.lock();
        try {
            policy = next;
            policies++;
            freeAt = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next instanceof Refuse) {
            connections.forEach(LinkConnection::close);
        }
    }

    @Override
    public Optional<Traffic> traffic() {
        return Optional.of(new Traffic(bytes.get(), connections.size()));
    }

    boolean isPassing() {
        return policy instanceof Pass;
    }

    boolean isRefusing() {
        return policy instanceof Refuse;
    }

    void received(int count) {
        bytes.addAndGet(count);
    }

    void opened(LinkConnection connection) {
        connections.add(connection);
        if (isRefusing()) {
            connection.close();
        }
    }

    void closed(LinkConnection connection) {
        connections.remove(connection);
    }

    /**
     * Waits until bytes may go on.
     *
     * @param readAt when they came in, as {@link System#nanoTime} says
     * @throws IOException if the link refuses
     */
    void awaitTurn(long readAt, int count) throws IOException, InterruptedException {
        if (isPassing()) {
            return;
        }
        lock.lockInterruptibly();
        try {
            long reservation = NO_POLICY;
            long due = readAt;
            while (true) {
                switch (policy) {
                    case Pass pass -> {
                        return;
                    }
                    case Cut cut -> changed.await();
                    case Refuse refuse -> throw new IOException("the link refuses");
                    case Slow slow -> {
                        if (reservation != policies) {
                            reservation = policies;
                            due = reserve(slow, readAt, count);
                        }
                        long wait = due - System.nanoTime();
                        if (wait <= 0) {
                            return;
                        }
                        changed.await(wait, TimeUnit.NANOSECONDS);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** When bytes have passed: their delay after they came, and after those before them at the link's rate, rounded down. */
    private long reserve(Slow slow, long readAt, int count) {
        long afterDelay = readAt + slow.delay().toNanos();
        if (slow.bytesPerSecond() == 0) {
            return afterDelay;
        }
        long start = freeAt - readAt > 0 ? freeAt : readAt;
        freeAt = start + count * Duration.ofSeconds(1).toNanos() / slow.bytesPerSecond();
        return freeAt - afterDelay > 0 ? freeAt : afterDelay;
    }
}
