package io.backstop.node.run;

import io.backstop.kernel.Recorded;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Takes a run to its end on one of the runtimes. */
interface Runner extends AutoCloseable {
    /**
     * Runs to the end.
     *
     * @param rootEvents gets each event of the root once, in order, the journal's first
     * @return how many events the run's journals hold, or were made where nothing is kept
     * @throws CancellationException if it was stopped
     */
    long run(Consumer<Recorded> rootEvents);

    /** How many events were made so far. */
    long events();

    /** Ends {@link #run} early. */
    void stop();

    @Override
    void close();
}
