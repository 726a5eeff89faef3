package io.backstop.node.run;

import io.backstop.audit.InvariantResult;
import io.backstop.audit.Invariants;
import io.backstop.report.InvariantResults;
import io.backstop.report.InvariantResults.Result;
import io.backstop.report.InvariantResults.Verdict;
import java.util.List;

/**
 * What the report says of the invariants. A broken one stops the run, whatever process closed the tick, so the words do not
 * depend on how often the run was interrupted.
 */
final class CheckedBooks {
    private CheckedBooks() {}

    static InvariantResults of(Invariants invariants) {
        List<Result> results =
                invariants.results().stream().map(CheckedBooks::result).toList();
        return new InvariantResults(results, 0);
    }

    private static Result result(InvariantResult checked) {
        return new Result(
                checked.invariant().name(),
                checked.invariant().description(),
                checked.nothingToCheck() ? Verdict.NOT_APPLICABLE : Verdict.HOLDS,
                checked.nothingToCheck()
                        ? "nothing to check at this venue"
                        : "checked at the close of each tick, off by 0");
    }
}
