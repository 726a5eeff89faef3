package io.backstop.node.schedule;

import io.backstop.kernel.Recorded;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the last fact of a run, which holds its digest. */
final class LastFact implements Consumer<Recorded> {
    private @Nullable Fact last;

    @Override
    public void accept(Recorded recorded) {
        last = ((RunEvent.Advanced) recorded.event()).facts().getLast();
    }

    /** The digest of the run; empty if it was not closed. */
    String digest() {
        return last instanceof Fact.RunClosed closed ? closed.digest() : "";
    }
}
