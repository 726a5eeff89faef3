package io.backstop.node.drill;

import io.backstop.node.drill.DrillResult.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A drill's result for people. */
public record DrillTable(DrillResult result) {
    private static final String LINE = "%-46s %6s %9s %11s %8s %8s %9s %11s %6s %7s%n";

    /** Prints it. */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                LINE,
                "FAULT",
                "TICK",
                "DETECTED",
                "HANDED OVER",
                "MOVES",
                "STOOD",
                "REPEATED",
                "DUPLICATES",
                "STALE",
                "SHARDS");
        for (FaultOutcome fault : result.faults()) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    FaultWords.of(fault.planned().fault(), fault.node()),
                    fault.planned().tick() + "/" + fault.planned().pass(),
                    seconds(fault.detected()),
                    seconds(fault.handedOver()),
                    seconds(fault.moved()),
                    seconds(fault.standstill()),
                    fault.repeated(),
                    fault.duplicates(),
                    fault.staleWrites(),
                    fault.shardsMoved());
        }
        out.println();
        List<Verdict> broken =
                result.verdicts().stream().filter(verdict -> !verdict.holds()).toList();
        for (Verdict verdict : result.verdicts()) {
            out.printf(
                    Locale.ROOT,
                    "%-4s %-6s %s%n",
                    verdict.invariant(),
                    verdict.holds() ? "pass" : "FAIL",
                    verdict.words());
        }
        out.println();
        out.println("undisturbed  " + result.undisturbedDigest());
        out.println("disturbed    " + (result.digest() == null ? "did not end: " + result.failure() : result.digest()));
        out.println(
                result.passed()
                        ? "passed: the same digest, every invariant holds"
                        : "FAILED: " + failures(broken.size()));
    }

    private String failures(int broken) {
        String digest = result.sameDigest() ? "" : result.digest() == null ? "it did not end" : "another digest";
        String audit = broken == 0 ? "" : broken + (broken == 1 ? " invariant" : " invariants") + " broken";
        return digest + (digest.isEmpty() || audit.isEmpty() ? "" : ", ") + audit;
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f s", value);
    }
}
