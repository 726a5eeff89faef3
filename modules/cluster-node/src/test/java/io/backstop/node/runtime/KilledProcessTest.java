package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} of the process: the H2 file holds all events up to some moment of the last half second, and none after it;
 * from there the run goes on to the same events.
 */
class KilledProcessTest {
    private static final Bank BANK = new Bank("toy", 4, 30, 30, 8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 19})
    void theRunGoesOnFromAnEarlierMomentToTheSameEvents(long round) throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(Victim.class, folder.toString())) {
            child.awaitLine("recorded " + round + " ");
            child.kill();
        }
        Journal.H2 journal = new Journal.H2(folder);
        new JournalInspection(BANK, BANK.workflow(), BANK.root(), Banks.TABLE).verify(journal);
        Map<String, List<Recorded>> expected = Banks.expected(BANK);
        Banks.stored(journal, BANK)
                .forEach((path, events) -> assertThat(expected.getOrDefault(path, List.of()))
                        .as(path)
                        .startsWith(events.toArray(new Recorded[0])));
        Banks.rootEvents(Banks.cluster(BANK, journal));
        assertThat(Banks.stored(journal, BANK)).isEqualTo(expected);
    }

    /** Runs the bank and says which events of the root were acknowledged. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws InterruptedException {
            Banks.cluster(BANK, new Journal.H2(Path.of(args[0])))
                    .run(recorded -> System.out.println("recorded " + recorded.number() + " of the root"));
            TimeUnit.DAYS.sleep(1);
        }
    }
}
