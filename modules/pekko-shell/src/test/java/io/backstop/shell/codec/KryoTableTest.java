package io.backstop.shell.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Message.Read;
import io.backstop.kernel.Message.Reply;
import io.backstop.kernel.Message.Write;
import io.backstop.kernel.example.Bank;
import io.backstop.shell.example.BankCodecs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One table of fixed numbers: nothing outside it is written or read, and what an old version wrote stays readable. */
class KryoTableTest {
    private static final Bank BANK = new Bank("toy", 2, 2, 2, 2);
    private static final KryoTable TABLE = new KryoTable(List.of(new BankCodecs()));

    private static List<String> golden(String name) throws IOException {
        try (var in = KryoTableTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void numbersAndManifestsAreThoseOfTheGoldenFile() throws IOException {
        assertThat(TABLE.lines()).isEqualTo(golden("kryo-table.txt"));
    }

    @Property
    void everyMessageIsReadBackAsItWas(@ForAll long step, @ForAll long known, @ForAll long amount, @ForAll int round) {
        List<Object> values = List.of(
                new Read(BANK.branch(1), BANK.root(), step, new Bank.HowMany()),
                new Write(BANK.account(1, 0), BANK.branch(1), step, known, new Bank.Book(amount)),
                new Write(BANK.branch(0), BANK.root(), step, known, new Bank.BookRound(round)),
                new Reply(BANK.root(), BANK.branch(1), step, new Bank.Amount(amount)),
                new Bank.RoundOpened(round, amount, known),
                new Bank.Booked(amount));
        for (Object value : values) {
            assertThat(TABLE.read(TABLE.manifest(value), TABLE.write(value), 0)).isEqualTo(value);
        }
    }

    @Test
    void anUnknownTypeOrVersionIsNamed() {
        assertThatThrownBy(() -> TABLE.read("bank.booked:2", new byte[] {1}, 0))
                .isInstanceOf(CodecException.class)
                .hasMessage("unknown type or version \"bank.booked:2\"");
        assertThatThrownBy(() -> TABLE.write("text")).hasMessage("no codec for java.lang.String");
    }

    @Test
    void bytesThatAreTooShortOrTooLongAreRefused() {
        byte[] bytes = TABLE.write(new Bank.RoundOpened(1, 1L << 40, 3));
        assertThatThrownBy(() -> TABLE.read("bank.roundOpened:1", Arrays.copyOf(bytes, bytes.length - 1), 0))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("not a bank.roundOpened:1: ");
        assertThatThrownBy(() -> TABLE.read("bank.roundOpened:1", Arrays.copyOf(bytes, bytes.length + 1), 0))
                .hasMessage("not a bank.roundOpened:1: 1 bytes too many");
    }

    @Test
    void whatAnOlderVersionWroteIsReadAsTheTypeOfToday() {
        Codec<Bank.Booked> old = Codec.retired(
                100, "bank.bookedInCents:1", Bank.Booked.class, in -> new Bank.Booked(Fields.number(in) * 100));
        KryoTable extended = new KryoTable(List.<CodecModule>of(new BankCodecs(), () -> List.of(old)));
        byte[] stored = TABLE.write(new Bank.Booked(7));
        assertThat(extended.read("bank.bookedInCents:1", stored, 0)).isEqualTo(new Bank.Booked(700));
        assertThat(extended.manifest(new Bank.Booked(7))).isEqualTo("bank.booked:1");
        assertThat(extended.lines()).containsAll(TABLE.lines()).contains("100 bank.bookedInCents:1");
    }

    /** Version 2 of a booking: the amount in cents. */
    private static final Codec<Bank.Booked> IN_CENTS = Codec.of(
            100,
            "bank.booked:2",
            Bank.Booked.class,
            (out, booked) -> Fields.number(out, booked.amount() * 100),
            in -> new Bank.Booked(Fields.number(in) / 100));

    private static KryoTable withSecondVersion() {
        return new KryoTable(List.<CodecModule>of(new BankCodecs(), () -> List.of(IN_CENTS)));
    }

    @Test
    void aTableWritesTheNewestVersionThatAllNodesHave() {
        KryoTable table = withSecondVersion();
        Bank.Booked booked = new Bank.Booked(7);
        KryoTable.Written newest = table.written(booked);
        assertThat(newest.manifest()).isEqualTo("bank.booked:2");

        table.agree(TABLE.lines());
        KryoTable.Written common = table.written(booked);
        assertThat(common.manifest()).isEqualTo("bank.booked:1");
        assertThat(common.bytes()).isEqualTo(TABLE.write(booked)).isNotEqualTo(newest.bytes());
        assertThat(table.read(newest.manifest(), newest.bytes(), 0)).isEqualTo(booked);

        table.agree(table.lines());
        assertThat(table.written(booked).bytes()).isEqualTo(newest.bytes());
        table.agree(List.of());
        assertThat(table.manifest(booked)).as("nothing is known of the others").isEqualTo("bank.booked:1");
    }

    @Test
    void whatAMessageHoldsIsWrittenInTheVersionThatAllHave() {
        Codec<Bank.Book> second = Codec.of(
                100,
                "bank.book:2",
                Bank.Book.class,
                (out, book) -> Fields.text(out, Long.toString(book.amount())),
                in -> new Bank.Book(Long.parseLong(Fields.text(in))));
        KryoTable table = new KryoTable(List.<CodecModule>of(new BankCodecs(), () -> List.of(second)));
        Write write = new Write(BANK.account(1, 0), BANK.branch(1), 1, 0, new Bank.Book(5));
        byte[] newest = table.write(write);

        table.agree(TABLE.lines());
        assertThat(table.write(write)).isEqualTo(TABLE.write(write)).isNotEqualTo(newest);
        assertThat(table.read("kernel.write:1", newest, 0)).isEqualTo(write);
    }

    @Test
    void aTypeHasOneNameAndACodecThatWrites() {
        Codec<Bank.Booked> other = Codec.constant(100, "bank.renamed:2", Bank.Booked.class, new Bank.Booked(0));
        assertThatThrownBy(() -> new KryoTable(List.<CodecModule>of(new BankCodecs(), () -> List.of(other))))
                .hasMessage(Bank.Booked.class.getName() + " is written under two names");
        Codec<String> readOnly = Codec.retired(100, "text:1", String.class, Fields::text);
        assertThatThrownBy(() -> new KryoTable(List.of(() -> List.of(readOnly))))
                .hasMessage("java.lang.String has no codec that writes");
    }

    @Test
    void aNumberOrAManifestIsUsedOnce() {
        CodecModule again = () -> List.of(Codec.constant(20, "other:1", String.class, ""));
        assertThatThrownBy(() -> new KryoTable(List.of(new BankCodecs(), again)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("id 20 is used twice");
        assertThatThrownBy(() -> Codec.constant(99, "no version", String.class, ""))
                .hasMessage("not a name and a version: no version");
    }

    @Test
    void aLengthBeyondTheBytesIsRefusedBeforeMemoryIsTaken() {
        Codec<long[]> longs = Codec.of(
                101,
                "test.longs:1",
                long[].class,
                (out, value) -> Fields.numbers(out, value),
                in -> Fields.numbers(in));
        KryoTable table = new KryoTable(List.of(() -> List.of(longs)));
        assertThat((long[]) table.read("test.longs:1", table.write(new long[] {1, -1, Long.MIN_VALUE}), 0))
                .containsExactly(1, -1, Long.MIN_VALUE);
        byte[] huge = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0x7F};
        assertThatThrownBy(() -> table.read("test.longs:1", huge, 0)).hasMessageContaining("exceeds the bytes");
    }
}
