package io.backstop.adl;

import io.backstop.kernel.Answer;
import java.util.List;

/** What an ADL coordinator answers. */
public sealed interface AdlAnswer extends Answer {
    /**
     * One allocation for each round asked, in that order.
     *
     * @param ranked the candidates in ranking order; matches name them by their index
     * @param matches closed pairs
     * @param ties neighbours in the ranking that the name alone decided
     */
    record Allocation(List<AdlCandidate> ranked, List<AdlMatching.Match> matches, int ties) {}

    /** The allocations of a pass. */
    record Allocated(List<Allocation> allocations) implements AdlAnswer {}

    /** A writing step is done. */
    record Done() implements AdlAnswer {}
}
