package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecException;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every type of the table is read back as it was written, and the table changes only by addition. */
class CodecsTest {
    private static final KryoTable TABLE = Codecs.table();

    @Test
    void theTableIsThePinnedOne() {
        assertThat(TABLE.lines())
                .isEqualTo(GoldenFiles.text("codec-table.txt").lines().toList());
    }

    @Property(tries = 100)
    void everyTypeIsReadBackFieldByField(@ForAll long seed) {
        Samples samples = new Samples(seed);
        for (Codec<?> codec : current()) {
            Object value = samples.of(codec.type());
            byte[] bytes = TABLE.write(value);
            Object read = TABLE.read(codec.manifest(), bytes, 0);
            assertThat(Samples.lines(read)).as(codec.manifest()).isEqualTo(Samples.lines(value));
            assertThat(TABLE.write(read)).as(codec.manifest()).isEqualTo(bytes);
        }
    }

    @Test
    void everyCommandEventQueryAndAnswerOfTheModulesHasACodec() {
        List<Class<?>> types = new ArrayList<>();
        for (Codec<?> codec : current()) {
            for (Class<?> parent : codec.type().getInterfaces()) {
                if (parent.isSealed()
                        && Stream.of(Command.class, Event.class, Query.class, Answer.class)
                                .anyMatch(kind -> kind.isAssignableFrom(parent))) {
                    types.addAll(Arrays.asList(parent.getPermittedSubclasses()));
                }
            }
        }
        assertThat(current()).extracting(codec -> (Object) codec.type()).containsAll(types);
    }

    @Test
    void aTruncatedEventIsRefused() {
        byte[] bytes = TABLE.write(new Samples(1).of(RunEvent.Advanced.class));
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TABLE.read("run.advanced:1", cut, 0)).isInstanceOf(CodecException.class);
        }
    }

    /** Names and numbers as in a run of real size: about 50 bytes for a liquidation, 90 for a closed pair. */
    @Test
    void theEventOfABigPassIsSmall() {
        byte[] bytes = TABLE.write(bigPass(11_000));
        assertThat(bytes.length / 11_000).isBetween(100, 150);
    }

    static RunEvent.Advanced bigPass(int lines) {
        List<Fact.Liquidation> liquidations = new ArrayList<>();
        List<Fact.Deleveraging> deleveragings = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String longName = "longs/" + (100_000 + i);
            liquidations.add(new Fact.Liquidation(
                    longName,
                    i % 11,
                    Fact.Exit.BOOK,
                    -1_234_567L - i,
                    -2_345_678_901L - i,
                    0,
                    -345_678_901L,
                    56_789_012L,
                    67_890_123L,
                    2_290_000_000L,
                    -1));
            deleveragings.add(new Fact.Deleveraging(
                    new Fact.Party(Fact.PartyKind.ACCOUNT, longName),
                    "shorts/" + (200_000 + i),
                    i % 11,
                    1_234_567L + i,
                    2_345_678_901L + i,
                    i + 1,
                    1.0 / (i + 3),
                    345_678_901L,
                    456_789_012L,
                    5_678_901_234L,
                    6_789_012_345L,
                    -2_345_678L,
                    false,
                    -345_678_901L));
        }
        return new RunEvent.Advanced(List.of(new Fact.PassSettled(
                300,
                1,
                new long[11],
                new long[11],
                new long[11],
                lines,
                liquidations,
                deleveragings,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0)));
    }

    private static List<Codec<?>> current() {
        return Codecs.MODULES.stream()
                .flatMap(module -> module.codecs().stream())
                .filter(Codec::writes)
                .toList();
    }
}
