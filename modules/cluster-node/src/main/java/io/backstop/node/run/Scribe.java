package io.backstop.node.run;

import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's facts on a thread of its own, in their order, as they arise: a few events may wait, then the run waits for them.
 *
 * <p>What fails there is thrown, as it was, to whoever brings the next facts or asks for the end; nothing is written after it.
 */
final class Scribe implements AutoCloseable {
    private static final int WAITING_EVENTS = 64;
    private static final List<Fact> END = List.of();

    private final FactSink sink;
    private final BlockingQueue<List<Fact>> waiting = new ArrayBlockingQueue<>(WAITING_EVENTS);
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;
    private boolean ended;

    private Scribe(FactSink sink) {
        this.sink = sink;
        this.thread = Thread.ofPlatform().daemon().name("backstop-folder").unstarted(this::write);
    }

    /** Starts it. */
    static Scribe start(FactSink sink) {
        Scribe scribe = new Scribe(sink);
        scribe.thread.start();
        return scribe;
    }

    private void write() {
        try {
            for (List<Fact> facts = waiting.take(); !facts.isEmpty(); facts = waiting.take()) {
                if (failure == null) {
                    write(facts);
                }
            }
        } catch (InterruptedException e) {
            failure = new IllegalStateException("the folder's thread was interrupted", e);
        }
    }

    private void write(List<Fact> facts) {
        try {
            facts.forEach(sink::accept);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("writing the folder failed: " + e, e);
        }
    }

    /**
     * Takes the facts of an event, at least one.
     *
     * @throws RuntimeException what failed with earlier facts
     */
    void accept(List<Fact> facts) {
        throwFailure();
        put(facts);
    }

    /**
     * Waits until all facts are written; there are no more.
     *
     * @throws RuntimeException what failed
     */
    void end() {
        close();
        throwFailure();
    }

    private void throwFailure() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits until all facts are written, or left unwritten after a failure; harmless to repeat. */
    @Override
    public synchronized void close() {
        if (ended) {
            return;
        }
        ended = true;
        put(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void put(List<Fact> facts) {
        try {
            waiting.put(facts);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }
}
