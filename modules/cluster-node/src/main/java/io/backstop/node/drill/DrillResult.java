package io.backstop.node.drill;

import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.drill.Drill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a drill.
 *
 * @param network by which the nodes reached each other
 * @param run its id in the cluster
 * @param digest of the disturbed run; null if it did not end
 * @param undisturbedDigest of the same scenario in process
 * @param failure why the run failed, in one line; null if it ended
 * @param wallSeconds from the submission to the end of the run
 * @param verdicts of the audit, one per invariant; empty if the run did not end
 */
public record DrillResult(
        Drill drill,
        NetworkKind network,
        String run,
        @Nullable String digest,
        String undisturbedDigest,
        @Nullable String failure,
        double wallSeconds,
        List<FaultOutcome> faults,
        List<Verdict> verdicts) {
    /**
     * What the audit says of one invariant.
     *
     * @param description what it says
     * @param holds false if it is broken
     * @param words how much was checked, or what is wrong and where
     */
    public record Verdict(String invariant, String description, boolean holds, String words) {}

    /** Whether the disturbed run ended as the undisturbed one. */
    public boolean sameDigest() {
        return undisturbedDigest.equals(digest);
    }

    /** Whether the digest is the same and the audit found nothing. */
    public boolean passed() {
        return sameDigest() && verdicts.stream().allMatch(Verdict::holds);
    }
}
