package io.backstop.adl;

import io.backstop.kernel.Command;
import java.util.List;

/** What an ADL coordinator is asked in writing steps. */
public sealed interface AdlCommand extends Command {
    /** Keep what a pass closed. */
    record Record(long tick, int pass, List<ClosedPair> pairs) implements AdlCommand {}

    /**
     * A pair that was closed.
     *
     * @param target account, {@code population << 32 | ordinal}
     * @param size size units, positive
     * @param rank of the target
     */
    record ClosedPair(int market, long target, long size, int rank) {}
}
