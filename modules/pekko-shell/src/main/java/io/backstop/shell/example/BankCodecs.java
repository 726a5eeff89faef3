package io.backstop.shell.example;

import io.backstop.kernel.example.Bank;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import java.util.List;

/** How the worked example becomes bytes: ids 20 to 39. */
public final class BankCodecs implements CodecModule {
    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        20,
                        "bank.roundOpened:1",
                        Bank.RoundOpened.class,
                        (out, event) -> {
                            Fields.integer(out, event.round());
                            Fields.number(out, event.booked());
                            Fields.number(out, event.ordered());
                        },
                        in -> new Bank.RoundOpened(Fields.integer(in), Fields.number(in), Fields.number(in))),
                Codec.of(
                        21,
                        "bank.closed:1",
                        Bank.Closed.class,
                        (out, event) -> {
                            Fields.number(out, event.booked());
                            Fields.number(out, event.ordered());
                        },
                        in -> new Bank.Closed(Fields.number(in), Fields.number(in))),
                Codec.of(
                        22,
                        "bank.roundOrdered:1",
                        Bank.RoundOrdered.class,
                        (out, event) -> Fields.integer(out, event.round()),
                        in -> new Bank.RoundOrdered(Fields.integer(in))),
                Codec.of(
                        23,
                        "bank.booked:1",
                        Bank.Booked.class,
                        (out, event) -> Fields.number(out, event.amount()),
                        in -> new Bank.Booked(Fields.number(in))),
                Codec.of(
                        24,
                        "bank.refused:1",
                        Bank.Refused.class,
                        (out, event) -> Fields.number(out, event.amount()),
                        in -> new Bank.Refused(Fields.number(in))),
                Codec.of(
                        25,
                        "bank.bookRound:1",
                        Bank.BookRound.class,
                        (out, command) -> Fields.integer(out, command.round()),
                        in -> new Bank.BookRound(Fields.integer(in))),
                Codec.of(
                        26,
                        "bank.book:1",
                        Bank.Book.class,
                        (out, command) -> Fields.number(out, command.amount()),
                        in -> new Bank.Book(Fields.number(in))),
                Codec.constant(27, "bank.howMany:1", Bank.HowMany.class, new Bank.HowMany()),
                Codec.of(
                        28,
                        "bank.amount:1",
                        Bank.Amount.class,
                        (out, answer) -> Fields.number(out, answer.value()),
                        in -> new Bank.Amount(Fields.number(in))));
    }
}
