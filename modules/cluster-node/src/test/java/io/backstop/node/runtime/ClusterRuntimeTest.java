package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster records the same events as one thread in process does, on every journal, also when it is stopped half way. */
class ClusterRuntimeTest {
    private static final Bank BANK = new Bank("toy", 6, 40, 8, 8);

    @TempDir
    private Path folder;

    @Test
    void inMemoryTheRootRecordsTheSameEventsAsInProcess() {
        List<Recorded> events = Banks.rootEvents(Banks.cluster(BANK, new Journal.Memory()));
        assertThat(events)
                .isEqualTo(Banks.expected(BANK).get(BANK.root().path()))
                .hasSize(9);
    }

    @Test
    void onH2EveryEntityHasTheSameEventsAsInProcess() {
        Journal.H2 journal = new Journal.H2(folder);
        ClusterRuntime runtime = Banks.cluster(BANK, journal);
        List<Recorded> events = Banks.rootEvents(runtime);
        assertThat(events).isEqualTo(Banks.expected(BANK).get(BANK.root().path()));
        assertThat(Banks.stored(journal, BANK)).isEqualTo(Banks.expected(BANK));
        assertThat(runtime.persisted()).isEqualTo(new JournalStore(journal).events("toy"));
    }

    @Test
    void aRunThatIsStoppedHalfWayGoesOnToTheSameEvents() {
        Journal.H2 journal = new Journal.H2(folder);
        for (long stop : new long[] {2, 5, 7}) {
            ClusterRuntime runtime = Banks.cluster(BANK, journal);
            assertThatThrownBy(() -> runtime.run(Banks.at(stop, runtime::stop)))
                    .isInstanceOf(CancellationException.class);
            new JournalInspection(BANK, BANK.workflow(), BANK.root(), Banks.TABLE).verify(journal);
        }
        List<Recorded> events = new ArrayList<>();
        Banks.cluster(BANK, journal).run(events::add);
        assertThat(events).isEqualTo(Banks.expected(BANK).get(BANK.root().path()));
        assertThat(Banks.stored(journal, BANK)).isEqualTo(Banks.expected(BANK));
    }

    @Test
    void aRunThatHasEndedEndsAgainAtOnceWithItsEvents() {
        Journal.H2 journal = new Journal.H2(folder);
        List<Recorded> first = Banks.rootEvents(Banks.cluster(BANK, journal));
        ClusterRuntime again = Banks.cluster(BANK, journal);
        assertThat(Banks.rootEvents(again)).isEqualTo(first);
        assertThat(again.persisted()).isZero();
    }

    @Test
    void nothingIsLeftRunningAfterTheEnd() {
        Banks.rootEvents(Banks.cluster(BANK, new Journal.H2(folder)));
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("backstop")));
    }

    @Test
    void aLoneNodeStopsWithoutTakingLeave() {
        ClusterRuntime runtime = Banks.cluster(BANK, new Journal.H2(folder));
        long[] stopped = new long[1];
        assertThatThrownBy(() -> runtime.run(Banks.at(5, () -> {
                    stopped[0] = System.nanoTime();
                    runtime.stop();
                })))
                .isInstanceOf(CancellationException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - stopped[0])).isLessThan(Duration.ofSeconds(5));
    }
}
