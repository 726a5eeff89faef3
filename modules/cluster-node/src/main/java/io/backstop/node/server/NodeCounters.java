package io.backstop.node.server;

import io.backstop.kernel.EntityKind;
import java.util.concurrent.atomic.LongAdder;

/** What a node has done since it started; counted from any thread, read by the metrics. */
public final class NodeCounters {
    private final LongAdder eventsPersisted = new LongAdder();
    private final LongAdder requestsRepeated = new LongAdder();
    private final LongAdder duplicatesAnswered = new LongAdder();
    private final LongAdder staleWritesRefused = new LongAdder();
    private final LongAdder journalRefusals = new LongAdder();
    private final LongAdder wireMessages = new LongAdder();
    private final LongAdder wireAccountMessages = new LongAdder();
    private final LongAdder wireBytes = new LongAdder();
    private final LongAdder runTicks = new LongAdder();

    /** The counts of one moment; each of them is exact, but they need not be of the same moment. */
    public record Counts(
            long eventsPersisted,
            long requestsRepeated,
            long duplicatesAnswered,
            long staleWritesRefused,
            long journalRefusals,
            long wireMessages,
            long wireAccountMessages,
            long wireBytes,
            long runTicks) {}

    /** An event is in the journal. */
    public void eventPersisted() {
        eventsPersisted.increment();
    }

    /** Requests that got no answer in time were sent again. */
    public void requestsRepeated(long requests) {
        requestsRepeated.add(requests);
    }

    /** A request that had been carried out came again, and was answered without being carried out again. */
    public void duplicateAnswered() {
        duplicatesAnswered.increment();
    }

    /** A write was refused since another owner had written first. */
    public void staleWriteRefused() {
        staleWritesRefused.increment();
    }

    /** The journal did not take an event. */
    public void journalRefused() {
        journalRefusals.increment();
    }

    /** A message, or a part of a large one, went to an entity on another node. */
    public void wire(EntityKind receiver, long bytes) {
        wireMessages.increment();
        wireBytes.add(bytes);
        if (receiver == EntityKind.ACCOUNT) {
            wireAccountMessages.increment();
        }
    }

    /** A run whose root is here came to the end of a tick. */
    public void tickClosed() {
        runTicks.increment();
    }

    /** What has been counted so far. */
    public Counts counts() {
        return new Counts(
                eventsPersisted.sum(),
                requestsRepeated.sum(),
                duplicatesAnswered.sum(),
                staleWritesRefused.sum(),
                journalRefusals.sum(),
                wireMessages.sum(),
                wireAccountMessages.sum(),
                wireBytes.sum(),
                runTicks.sum());
    }
}
