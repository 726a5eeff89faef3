package io.backstop.node.faults;

import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.node.audit.RunAudit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended that something happened to.
 *
 * @param happened how often it did; a mishap that did not happen shows nothing
 * @param digest null if the run did not end
 * @param broken each guarantee and invariant that does not hold, in words
 */
record Outcome(long happened, @Nullable String digest, List<String> broken) {
    static List<String> broken(RunAudit.Outcome audit) {
        return audit.lines().stream()
                .filter(line -> line.verdict() == Verdict.BROKEN)
                .map(Outcome::words)
                .toList();
    }

    private static String words(Line line) {
        return line.name() + ": " + line.first();
    }
}
