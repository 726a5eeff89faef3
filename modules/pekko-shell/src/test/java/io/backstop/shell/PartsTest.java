package io.backstop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Command;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Message;
import io.backstop.kernel.Message.Write;
import io.backstop.shell.ShellCommand.WirePart;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.KryoTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A message of several parts is whole again whatever the order and the repetitions of its parts. */
class PartsTest {
    private static final EntityId ROOT = new EntityId("toy", "bank", 0, EntityKind.RUN, "root");
    private static final EntityId BRANCH = new EntityId("toy", "bank", 1, EntityKind.MARGIN_ENGINE, "b");

    private record Bulk(String text) implements Command {}

    private static final KryoTable TABLE = new KryoTable(List.of(() -> List.of(Codec.of(
            200,
            "test.bulk:1",
            Bulk.class,
            (out, bulk) -> Fields.text(out, bulk.text()),
            in -> new Bulk(Fields.text(in))))));

    private static List<WirePart> cut(Message message, int size) {
        byte[] bytes = TABLE.write(message);
        List<WirePart> parts = new ArrayList<>();
        int count = (bytes.length + size - 1) / size;
        for (int index = 0; index < count; index++) {
            byte[] part = Arrays.copyOfRange(bytes, index * size, Math.min(bytes.length, (index + 1) * size));
            parts.add(new WirePart(BRANCH, "key " + message.step(), TABLE.manifest(message), index, count, part));
        }
        return parts;
    }

    private static Message bulk(int length, long step) {
        return new Write(BRANCH, ROOT, step, 0, new Bulk("abcdefg".repeat(length)));
    }

    @Property(tries = 200)
    void partsAreJoinedInAnyOrder(@ForAll @IntRange(min = 1, max = 500) int length, @ForAll long seed) {
        Message message = bulk(length, 3);
        List<WirePart> parts = cut(message, 64);
        List<WirePart> arriving = new ArrayList<>(parts);
        arriving.addAll(parts.subList(0, parts.size() / 2));
        Collections.shuffle(arriving, new Random(seed));
        Parts joiner = new Parts(TABLE);
        List<Message> joined = new ArrayList<>();
        for (WirePart part : arriving) {
            Message whole = joiner.join(part);
            if (whole != null) {
                joined.add(whole);
            }
        }
        assertThat(joined).isNotEmpty().allMatch(message::equals);
    }

    @Test
    void aMessageThatLostAPartIsWholeOnceItIsSentAgain() {
        Message message = bulk(100, 3);
        List<WirePart> parts = cut(message, 64);
        Parts joiner = new Parts(TABLE);
        parts.subList(1, parts.size())
                .forEach(part -> assertThat(joiner.join(part)).isNull());
        assertThat(joiner.join(cut(bulk(100, 4), 64).getFirst())).isNull();
        assertThat(joiner.join(parts.getFirst())).isEqualTo(message);
    }
}
