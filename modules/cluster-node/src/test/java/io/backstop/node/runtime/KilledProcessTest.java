package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of the process: what was acknowledged is in the H2 file, and the run goes on to the same events. */
class KilledProcessTest {
    private static final Bank BANK = new Bank("toy", 4, 30, 30, 8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 19})
    void noAcknowledgedEventIsLost(long round) throws IOException, InterruptedException {
        List<String> printed;
        try (ChildJvm child = ChildJvm.start(Victim.class, folder.toString())) {
            child.awaitLine("recorded " + round + " ");
            printed = child.kill();
        }
        long acknowledged = printed.stream()
                .filter(line -> line.startsWith("recorded "))
                .mapToLong(line -> Long.parseLong(line.split(" ", 3)[1]))
                .max()
                .orElseThrow();
        Journal.H2 journal = new Journal.H2(folder);
        new JournalInspection(BANK, BANK.workflow(), BANK.root(), Banks.TABLE).verify(journal);
        List<Recorded> stored = Banks.stored(journal, BANK).get(BANK.root().path());
        assertThat(stored).hasSizeGreaterThanOrEqualTo((int) acknowledged);
        Banks.rootEvents(Banks.cluster(BANK, journal));
        assertThat(Banks.stored(journal, BANK)).isEqualTo(Banks.expected(BANK));
    }

    /** Runs the bank and says which events of the root are durable. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            Banks.cluster(BANK, new Journal.H2(Path.of(args[0])))
                    .run(recorded -> System.out.println("recorded " + recorded.number() + " durably"));
            TimeUnit.DAYS.sleep(1);
        }
    }
}
