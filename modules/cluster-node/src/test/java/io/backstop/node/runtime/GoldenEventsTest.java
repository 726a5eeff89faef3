package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This build reads the bytes of every event that any build has written, and still writes the current ones the same. */
class GoldenEventsTest {
    private static final KryoTable TABLE = Codecs.table();

    static List<Codec<?>> events() {
        return GoldenFiles.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theStoredBytesMeanWhatTheyMeant(Codec<?> codec) {
        String[] file = GoldenFiles.text(GoldenFiles.fileName(codec)).split("\n", 2);
        byte[] bytes = HexFormat.of().parseHex(file[0]);

        Object event = TABLE.read(codec.manifest(), bytes, 0);

        assertThat(Samples.lines(event)).isEqualTo(file[1]);
        if (codec.writes()) {
            assertThat(TABLE.write(event)).isEqualTo(bytes);
        }
    }

    @Test
    void theStoredFactsOfDebtsMeanWhatTheyMeant() {
        String[] file = GoldenFiles.text(GoldenFiles.DEBT_FACTS).split("\n", 2);
        byte[] bytes = HexFormat.of().parseHex(file[0]);

        Object event = TABLE.read("run.advanced:1", bytes, 0);

        assertThat(Samples.lines(event)).isEqualTo(file[1]);
        assertThat(TABLE.write(event)).isEqualTo(bytes);
        for (Class<?> fact : DebtFact.class.getPermittedSubclasses()) {
            assertThat(file[1]).contains("= " + fact.getSimpleName() + "\n");
        }
    }

    @Test
    void theStoredFactsHaveEveryKindAndEveryConstant() {
        String fields = GoldenFiles.text("golden/run.advanced-1.txt");
        for (Class<?> fact : List.of(
                Fact.RunOpened.class,
                Fact.PassSettled.class,
                Fact.LevyCharged.class,
                Fact.TickClosed.class,
                Fact.RunClosed.class,
                Fact.Liquidation.class,
                Fact.Deleveraging.class,
                Fact.CollateralSale.class,
                Fact.Unwind.class,
                Fact.Deficit.class,
                Fact.Payment.class,
                Fact.Transfer.class,
                Fact.Triggered.class)) {
            assertThat(fields).contains("= " + fact.getSimpleName() + "\n");
        }
        Stream.of(Fact.Exit.values(), Fact.PartyKind.values(), Fact.Layer.values(), Fact.Reason.values())
                .flatMap(Stream::of)
                .forEach(constant -> assertThat(fields).contains("= " + constant + "\n"));
    }
}
