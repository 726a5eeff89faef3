package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.supervisor.LinkPolicy;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * F6 to F8: three node processes of which some do not hear each other for a while, however their links are cut. Each run is held in the
 * tick of its gap and let go when the fault is in place, so that its cascade meets the fault. Under {@code supervised} a silent node is
 * taken for dead after some 9 s.
 *
 * <p>Invariants: R1 to R7 and I1 to I12 by the audit of the database; R8: every run ends within 90 s of the fault's end, in the digest of
 * the undisturbed run.
 */
abstract class LinkSuite {
    private static final long SHORT_MILLIS = 2_000;
    private static final long LONG_MILLIS = 16_000;

    abstract Processes nodes();

    @AfterEach
    void heal() throws InterruptedException {
        long unused = nodes().restored();
    }

    final void ends(String run) {
        Outcome outcome = nodes().outcome(run, 1);

        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.digest()).isEqualTo(nodes().undisturbed());
    }

    final String held() {
        return nodes().held(Cascade.GAP);
    }

    /** F6: two against one: the two go on, the one ends itself. R5. */
    @Test
    void theSmallerSideOfAPartitionEndsItself() throws InterruptedException {
        String run = held();
        String lonely = nodes().host(nodes().venue(run).engine(0));
        List<String> others = nodes().cluster().names().stream()
                .filter(name -> !name.equals(lonely))
                .toList();
        nodes().cluster().partition(List.of(List.of(lonely), others));
        nodes().release(run, 0);

        ends(run);
        Processes.await(() -> nodes().cluster().running().equals(others));
    }

    /** F6: three ways: no side is a majority, all end themselves; started again, they go on. R5, R6. */
    @Test
    void noSideOfThreeGoesOn() throws InterruptedException {
        String run = held();
        nodes().cluster().partition(List.of(List.of("node-1"), List.of("node-2"), List.of("node-3")));
        nodes().release(run, 0);
        Processes.await(() -> nodes().cluster().running().isEmpty());

        assertThat(nodes().restored()).isEqualTo(3);
        ends(run);
    }

    /** F7: one direction of one link: the nodes at its ends do not both stay. R5. */
    @Test
    void aLinkIsSilentInOneDirection() throws InterruptedException {
        String run = held();
        nodes().cluster().links().between("node-1", "node-2").set(new LinkPolicy.Cut());
        nodes().release(run, 0);
        Thread.sleep(LONG_MILLIS);

        long unused = nodes().restored();
        ends(run);
    }

    /** F8: a link that comes and goes counts for nothing under {@code supervised}, or nodes end; both go on in the end. R5, R6. */
    @Test
    void aLinkFlaps() throws InterruptedException {
        String run = held();
        nodes().release(run, 0);
        for (int time = 0; time < 8; time++) {
            nodes().cluster().partition(List.of(List.of("node-1", "node-2"), List.of("node-3")));
            Thread.sleep(SHORT_MILLIS / 2);
            nodes().cluster().links().heal();
            Thread.sleep(SHORT_MILLIS / 2);
        }

        long unused = nodes().restored();
        ends(run);
    }
}
