package io.backstop.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import io.backstop.shell.codec.KryoTable;
import io.backstop.shell.example.BankCodecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Stored bytes: every change is found, every gap is found, and the layout is the one of the golden file. */
class EnvelopeTest {
    private static final Bank BANK = new Bank("toy", 2, 2, 2, 2);
    private static final KryoTable TABLE = new KryoTable(List.of(new BankCodecs()));
    private static final String PATH = BANK.account(0, 0).path();

    private static History history() {
        return new History(BANK.account(0, 0), TABLE);
    }

    private static List<Envelope> stored(int count) {
        History writer = history();
        List<Envelope> envelopes = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Envelope sealed = writer.seal(new Recorded(number, 10L * number, new Bank.Booked(number)));
            writer.accept(sealed);
            envelopes.add(Envelope.open(TABLE, sealed.manifest(), sealed.bytes()));
        }
        return envelopes;
    }

    private static void replay(List<Envelope> envelopes) {
        History reader = history();
        envelopes.forEach(reader::accept);
    }

    @Test
    void whatWasSealedIsAccepted() {
        replay(stored(50));
        assertThat(stored(3).get(2).recorded()).isEqualTo(new Recorded(3, 30, new Bank.Booked(3)));
    }

    @Test
    void everyFlippedBitIsFound() {
        Envelope sealed = stored(1).getFirst();
        for (int bit = 0; bit < sealed.bytes().length * 8; bit++) {
            byte[] bytes = sealed.bytes().clone();
            bytes[bit / 8] = (byte) (bytes[bit / 8] ^ 1 << bit % 8);
            assertThatThrownBy(() -> history().accept(Envelope.open(TABLE, sealed.manifest(), bytes)))
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageStartingWith("journal damaged: entity " + PATH + ", event 1: ");
        }
    }

    @Test
    void theManifestBelongsToTheBytes() {
        Envelope sealed = stored(1).getFirst();
        assertThatThrownBy(() -> history().accept(Envelope.open(TABLE, "bank.refused:1", sealed.bytes())))
                .isInstanceOf(JournalDamaged.class);
    }

    @Test
    void aMissingAnExchangedAndARepeatedEventAreFound() {
        List<Envelope> missing = stored(10);
        missing.remove(4);
        assertThatThrownBy(() -> replay(missing)).hasMessageContaining("event 5: missing, event 6 comes instead");
        List<Envelope> exchanged = stored(10);
        exchanged.set(4, exchanged.set(5, exchanged.get(4)));
        assertThatThrownBy(() -> replay(exchanged)).hasMessageContaining("event 5: missing, event 6 comes instead");
        List<Envelope> repeated = stored(10);
        repeated.add(5, repeated.get(4));
        assertThatThrownBy(() -> replay(repeated)).hasMessageContaining("event 6: missing, event 5 comes instead");
    }

    @Test
    void anEventOfAnotherHistoryDoesNotFollow() {
        History other = new History(BANK.account(0, 1), TABLE);
        Envelope first = other.seal(new Recorded(1, 10, new Bank.Booked(1)));
        assertThatThrownBy(() -> history().accept(first)).hasMessageContaining("event 1: does not follow");
    }

    @Test
    void aHistoryThatEndsBeforeTheJournalDoesIsFound() {
        History reader = history();
        stored(99).forEach(reader::accept);
        reader.ends(99);
        assertThatThrownBy(() -> reader.ends(600))
                .hasMessage("journal damaged: entity " + PATH
                        + ", event 100: missing, although the journal reaches up to event 600");
    }

    @Test
    void theBytesAreThoseOfTheGoldenFile() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Envelope envelope : stored(3)) {
            lines.add(envelope.manifest() + " " + HexFormat.of().formatHex(envelope.bytes()));
        }
        try (var in = EnvelopeTest.class.getResourceAsStream("/golden/envelopes.txt")) {
            assertThat(lines)
                    .isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }
}
