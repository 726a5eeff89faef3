package io.backstop.node.http;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Threads that may wait for the database, so many and no more: who comes when all are taken and the queue is full is sent away. */
final class BlockingCalls implements AutoCloseable {
    private static final int QUEUE = 256;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;

    BlockingCalls(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                work -> Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + number.incrementAndGet())
                        .unstarted(work));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The answer of a call that may block; fails with a time-out if it takes longer, though its thread stays taken until it ends. */
    <T> CompletionStage<T> call(Duration limit, Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedStage(HttpProblem.busy(full));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
