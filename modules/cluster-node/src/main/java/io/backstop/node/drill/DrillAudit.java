package io.backstop.node.drill;

import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.node.run.AuditedRun;
import io.backstop.node.run.JdbcAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit of a drill's run, while its cluster still runs. */
final class DrillAudit {
    private DrillAudit() {}

    static List<DrillResult.Verdict> of(JdbcAddress database, String run) {
        return AuditedRun.ofId(run, database).lines().stream()
                .map(line -> new DrillResult.Verdict(
                        line.name(), line.description(), line.verdict() != Verdict.BROKEN, words(line)))
                .toList();
    }

    private static String words(Line line) {
        return switch (line.verdict()) {
            case HOLDS ->
                line.checked().stream()
                        .map(checked -> String.format(Locale.ROOT, "%,d %s", checked.count(), checked.of()))
                        .collect(Collectors.joining(", "));
            case NOTHING_TO_CHECK -> "nothing to check";
            case BROKEN -> words(line.first());
        };
    }

    private static String words(@Nullable Break found) {
        return found == null
                ? "broken"
                : "tick " + found.tick() + ", " + found.entity() + ", event " + found.event() + ": " + found.what();
    }
}
