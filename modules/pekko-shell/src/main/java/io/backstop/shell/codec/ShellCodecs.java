package io.backstop.shell.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message.Read;
import io.backstop.kernel.Message.Reply;
import io.backstop.kernel.Message.Write;
import io.backstop.kernel.Query;
import io.backstop.shell.LastEvent;
import io.backstop.shell.ShellCommand.Inquiry;
import io.backstop.shell.ShellCommand.Ping;
import io.backstop.shell.ShellCommand.Repeat;
import io.backstop.shell.ShellCommand.WirePart;
import java.util.List;

/** The messages between entities and what the shell adds: ids 10 to 19. */
final class ShellCodecs implements CodecModule {
    private static final Codec<Read> READ = new NestingCodec<>(
            10,
            "kernel.read:1",
            Read.class,
            (kryo, out, read) -> {
                Fields.address(out, read.receiver());
                Fields.address(out, read.sender());
                Fields.number(out, read.step());
                kryo.writeClassAndObject(out, read.query());
            },
            (kryo, in) ->
                    new Read(Fields.address(in), Fields.address(in), Fields.number(in), nested(kryo, in, Query.class)));

    private static final Codec<Write> WRITE = new NestingCodec<>(
            11,
            "kernel.write:1",
            Write.class,
            (kryo, out, write) -> {
                Fields.address(out, write.receiver());
                Fields.address(out, write.sender());
                Fields.number(out, write.step());
                Fields.number(out, write.knownEvents());
                kryo.writeClassAndObject(out, write.command());
            },
            (kryo, in) -> new Write(
                    Fields.address(in),
                    Fields.address(in),
                    Fields.number(in),
                    Fields.number(in),
                    nested(kryo, in, Command.class)));

    private static final Codec<Reply> REPLY = new NestingCodec<>(
            12,
            "kernel.reply:1",
            Reply.class,
            (kryo, out, reply) -> {
                Fields.address(out, reply.receiver());
                Fields.address(out, reply.sender());
                Fields.number(out, reply.step());
                kryo.writeClassAndObject(out, reply.answer());
            },
            (kryo, in) -> new Reply(
                    Fields.address(in), Fields.address(in), Fields.number(in), nested(kryo, in, Answer.class)));

    private static final Codec<WirePart> PART = Codec.of(
            13,
            "shell.part:1",
            WirePart.class,
            (out, part) -> {
                Fields.address(out, part.receiver());
                Fields.text(out, part.key());
                Fields.text(out, part.manifest());
                Fields.integer(out, part.index());
                Fields.integer(out, part.count());
                Fields.bytes(out, part.bytes());
            },
            in -> new WirePart(
                    Fields.address(in),
                    Fields.text(in),
                    Fields.text(in),
                    Fields.integer(in),
                    Fields.integer(in),
                    Fields.bytes(in)));

    private static final Codec<Ping> PING = Codec.of(
            14,
            "shell.ping:1",
            Ping.class,
            (out, ping) -> Fields.address(out, ping.receiver()),
            in -> new Ping(address(in)));

    private static final Codec<Repeat> REPEAT = Codec.of(
            15,
            "shell.repeat:1",
            Repeat.class,
            (out, repeat) -> Fields.address(out, repeat.receiver()),
            in -> new Repeat(address(in)));

    private static final Codec<Inquiry> INQUIRY = Codec.of(
            16,
            "shell.inquiry:1",
            Inquiry.class,
            (out, inquiry) -> {
                Fields.address(out, inquiry.receiver());
                Fields.text(out, inquiry.asker());
            },
            in -> new Inquiry(Fields.address(in), Fields.text(in)));

    private static final Codec<LastEvent> LAST_EVENT = Codec.of(
            17,
            "shell.lastEvent:1",
            LastEvent.class,
            (out, last) -> {
                Fields.address(out, last.entity());
                Fields.number(out, last.number());
                Fields.number(out, last.step());
                Fields.number(out, last.chain());
                Fields.text(out, last.address());
            },
            in -> new LastEvent(
                    Fields.address(in), Fields.number(in), Fields.number(in), Fields.number(in), Fields.text(in)));

    private static EntityId address(Input in) {
        return Fields.address(in);
    }

    private static <T> T nested(Kryo kryo, Input in, Class<T> type) {
        Object value = kryo.readClassAndObject(in);
        if (!type.isInstance(value)) {
            throw new CodecException("expected a " + type.getSimpleName() + ", found " + value);
        }
        return type.cast(value);
    }

    @Override
    public List<Codec<?>> codecs() {
        return List.of(READ, WRITE, REPLY, PART, PING, REPEAT, INQUIRY, LAST_EVENT);
    }
}
