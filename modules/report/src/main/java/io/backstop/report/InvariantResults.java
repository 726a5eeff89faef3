package io.backstop.report;

import java.util.List;

/**
 * What the checks of the books found, filled by the audit.
 *
 * @param results one line for each invariant, in the order of their numbers; empty if none was checked
 * @param conservationError largest error of any invariant in any tick, in micro-dollars
 */
public record InvariantResults(List<Result> results, long conservationError) {
    /** What came of an invariant. */
    public enum Verdict {
        /** Checked, and off by nothing. */
        HOLDS,
        /** Off somewhere. */
        FAILS,
        /** The venue has no such thing, so nothing was checked. */
        NOT_APPLICABLE
    }

    /**
     * One invariant over the whole run.
     *
     * @param id such as {@code I3}
     * @param description in plain words
     * @param detail how much was checked, the first place where it failed, or why there was nothing to check
     */
    public record Result(String id, String description, Verdict verdict, String detail) {}

    /** For a run that nobody audits, such as the paired one. */
    public static InvariantResults notChecked() {
        return new InvariantResults(List.of(), 0);
    }

    /** Whether any was checked and all that were held. */
    public boolean passed() {
        return results.stream().anyMatch(result -> result.verdict() == Verdict.HOLDS)
                && results.stream().noneMatch(result -> result.verdict() == Verdict.FAILS);
    }
}
