package io.backstop.audit;

/**
 * What the checks of one invariant came to. A broken invariant stops the run, so a result that can be asked for has none.
 *
 * @param ticks at whose close it was checked
 * @param nothingToCheck whether the venue has no such thing
 */
public record InvariantResult(Invariant invariant, long ticks, boolean nothingToCheck) {
    /** How much was checked, in plain words. */
    public String detail() {
        return nothingToCheck ? "nothing to check" : ticks + " ticks checked, off by 0";
    }
}
