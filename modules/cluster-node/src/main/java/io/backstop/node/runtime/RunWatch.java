package io.backstop.node.runtime;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.shell.ShellListener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a node knows of its run: the root's events on their way to the observer, the end, and a journal that refuses. */
final class RunWatch implements ShellListener {
    private final Consumer<Recorded> rootEvents;
    private final Duration patience;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final LongAdder persisted = new LongAdder();
    private final AtomicLong refusedSince = new AtomicLong();
    private final AtomicLong persistedBefore = new AtomicLong();
    private volatile @Nullable String refusal;
    private long told;

    RunWatch(Consumer<Recorded> rootEvents, Duration patience) {
        this.rootEvents = rootEvents;
        this.patience = patience;
    }

    @Override
    public void recorded(EntityId root, Recorded recorded) {
        synchronized (rootEvents) {
            if (recorded.number() <= told || done.isDone()) {
                return;
            }
            rootEvents.accept(recorded);
            told = recorded.number();
        }
    }

    @Override
    public void persisted(EntityId id) {
        persisted.increment();
    }

    @Override
    public void finished(EntityId root) {
        done.complete(null);
    }

    @Override
    public void failed(EntityId id, RuntimeException cause) {
        done.completeExceptionally(cause);
    }

    @Override
    public void journalUnavailable(EntityId id, String what) {
        refusal = id.path() + ": " + what;
        refusedSince.compareAndSet(0, System.nanoTime());
    }

    @Override
    public void repeated(EntityId root, int requests) {
        // A run on a node of its own shows no such count.
    }

    @Override
    public void duplicate(EntityId id) {
        // As above.
    }

    @Override
    public void staleWriteRefused(EntityId id) {
        // The entity comes back from the journal; another writer than a lost node of this cluster cannot be.
    }

    /** Gives up when the journal refused and took nothing for longer than the patience. */
    void tick() {
        long since = refusedSince.get();
        if (since == 0) {
            return;
        }
        long count = persisted.sum();
        if (persistedBefore.getAndSet(count) != count) {
            refusedSince.set(0);
        } else if (System.nanoTime() - since > patience.toNanos()) {
            done.completeExceptionally(
                    new JournalUnavailable("the journal has refused for " + patience.toSeconds() + " s: " + refusal));
        }
    }

    CompletableFuture<Void> done() {
        return done;
    }

    long persisted() {
        return persisted.sum();
    }
}
