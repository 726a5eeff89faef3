package io.backstop.adl;

import io.backstop.kernel.Query;
import java.util.List;

/** What an ADL coordinator is asked in read steps. */
public sealed interface AdlQuery extends Query {
    /** Match the estates of a pass with the candidates of all engines. */
    record Allocate(long tick, List<Round> rounds) implements AdlQuery {}

    /**
     * The estates of one market and side, and the targets of the other side.
     *
     * @param candidates of all engines, in any order
     */
    record Round(int market, List<AdlMatching.Estate> estates, List<AdlCandidate> candidates) {}
}
