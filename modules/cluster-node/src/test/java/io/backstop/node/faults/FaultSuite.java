package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The rows of the fault table that make sense wherever a run goes on: in process, on three nodes in one JVM, on three processes.
 *
 * <p>Schedule: a small scenario that reaches every layer of the waterfall is held, or caught, in the tick of its gap; there the mishap
 * happens, once or over the rest of the cascade. Invariants: R1 to R7 and I1 to I12, by the audit of the place. Liveness, R8: the run
 * ends within the test's time-out, in the digest of the undisturbed run, and the mishap is shown to have happened.
 */
@Timeout(100)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultSuite {
    private final Place place;

    FaultSuite(Path folder) throws Exception {
        place = open(folder);
    }

    abstract Place open(Path folder) throws Exception;

    @AfterAll
    void close() {
        place.close();
    }

    private void survives(Mishap mishap) throws Exception {
        Outcome outcome = place.through(mishap);

        assertThat(outcome.happened()).as("how often").isPositive();
        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.digest()).isEqualTo(place.undisturbed());
    }

    /** F1. */
    @Test
    void aNodeIsLost() throws Exception {
        survives(Mishap.NODE_LOST);
    }

    /** F2. */
    @Test
    void theOldestNodeIsLost() throws Exception {
        survives(Mishap.OLDEST_LOST);
    }

    /** F3: the round goes on from the journal; R2 and I4: the fund is not debited twice. */
    @Test
    void theCoordinatorIsLostInARound() throws Exception {
        survives(Mishap.COORDINATOR_LOST_IN_A_ROUND);
    }

    /** F11: R2 and R3: who asks again is answered from memory. */
    @Test
    void anAnswerIsLostAfterTheEventWasStored() throws Exception {
        survives(Mishap.ANSWER_LOST);
    }

    /** F12: R2. */
    @Test
    void messagesAreDoubledAndReordered() throws Exception {
        survives(Mishap.DOUBLED_AND_REORDERED);
    }

    /** F17: each node in turn; old events are read by the next build. */
    @Test
    void nodesAreReplacedOneAtATime() throws Exception {
        survives(Mishap.ROLLING_RESTART);
    }

    /** F18: R6. */
    @Test
    void allNodesStopAndComeBack() throws Exception {
        survives(Mishap.ALL_STOPPED);
    }
}
