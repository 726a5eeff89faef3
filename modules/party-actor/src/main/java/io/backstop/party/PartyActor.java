package io.backstop.party;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.contagion.PartyState;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Codes;
import io.backstop.shell.codec.Fields;
import java.util.List;

/** How parties, registers and their messages become bytes: ids 470 to 519. */
public final class PartyActor implements CodecModule {
    private static final Codes<PartyState> STATES = new Codes<>("party state", PartyState.class, PartyActor::code);

    private static int code(PartyState state) {
        return switch (state) {
            case SOLVENT -> 0;
            case IN_DEFAULT -> 1;
            case COST_POSTED -> 2;
        };
    }

    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        470,
                        "party.settled:1",
                        PartyEvent.Settled.class,
                        (out, event) -> {
                            Fields.optional(out, event.opening(), PartyActor::party);
                            change(out, event.change());
                        },
                        in -> new PartyEvent.Settled(Fields.optional(in, PartyActor::party), change(in))),
                Codec.of(
                        471,
                        "register.opened:1",
                        RegisterEvent.Opened.class,
                        (out, event) -> {
                            Fields.number(out, event.parties());
                            Fields.numbers(out, event.fingerprints());
                        },
                        in -> new RegisterEvent.Opened(Fields.number(in), Fields.numbers(in))),
                Codec.of(
                        472,
                        "register.settled:1",
                        RegisterEvent.Settled.class,
                        (out, event) -> Fields.list(out, event.changes(), PartyActor::change),
                        in -> new RegisterEvent.Settled(Fields.list(in, PartyActor::change))),
                Codec.of(
                        480,
                        "party.command.settle:1",
                        PartyCommand.Settle.class,
                        (out, command) -> {
                            change(out, command.change());
                            Fields.number(out, command.fingerprint());
                        },
                        in -> new PartyCommand.Settle(change(in), Fields.number(in))),
                Codec.constant(481, "register.command.open:1", RegisterCommand.Open.class, new RegisterCommand.Open()),
                Codec.of(
                        482,
                        "register.command.settle:1",
                        RegisterCommand.Settle.class,
                        (out, command) -> Fields.list(out, command.changes(), PartyActor::change),
                        in -> new RegisterCommand.Settle(Fields.list(in, PartyActor::change))),
                Codec.constant(
                        491, "register.query.changed:1", RegisterQuery.Changed.class, new RegisterQuery.Changed()),
                Codec.of(
                        492,
                        "register.query.verify:1",
                        RegisterQuery.Verify.class,
                        (out, query) -> {
                            Fields.numbers(out, query.outside());
                            claims(out, query.claims());
                        },
                        in -> new RegisterQuery.Verify(Fields.numbers(in), claims(in))),
                Codec.constant(490, "register.query.totals:1", RegisterQuery.Totals.class, new RegisterQuery.Totals()),
                Codec.of(
                        500,
                        "party.answer.settled:1",
                        PartyAnswer.Settled.class,
                        (out, answer) -> Fields.number(out, answer.fingerprint()),
                        in -> new PartyAnswer.Settled(Fields.number(in))),
                Codec.constant(501, "register.answer.done:1", RegisterAnswer.Done.class, new RegisterAnswer.Done()),
                Codec.of(
                        502,
                        "register.answer.totals:1",
                        RegisterAnswer.Totals.class,
                        (out, answer) -> {
                            Fields.number(out, answer.parties());
                            Fields.number(out, answer.cash());
                            Fields.numbers(out, answer.units());
                            Fields.numbers(out, answer.fingerprints());
                        },
                        in -> new RegisterAnswer.Totals(
                                Fields.number(in), Fields.number(in), Fields.numbers(in), Fields.numbers(in))),
                Codec.of(
                        503,
                        "register.answer.changed:1",
                        RegisterAnswer.Changed.class,
                        (out, answer) -> {
                            Fields.list(out, answer.parties(), PartyActor::party);
                            Fields.integers(out, answer.debts());
                            Fields.numbers(out, answer.outstanding());
                        },
                        in -> new RegisterAnswer.Changed(
                                Fields.list(in, PartyActor::party), Fields.integers(in), Fields.numbers(in))),
                Codec.of(
                        504,
                        "register.answer.verified:1",
                        RegisterAnswer.Verified.class,
                        (out, answer) -> {
                            Fields.integer(out, answer.residuals());
                            Fields.integer(out, answer.first());
                        },
                        in -> new RegisterAnswer.Verified(Fields.integer(in), Fields.integer(in))));
    }

    private static void party(Output out, Party party) {
        Fields.integer(out, party.number());
        Fields.number(out, party.cash());
        Fields.numbers(out, party.units());
        Fields.number(out, party.issued());
        STATES.write(out, party.state());
        Fields.number(out, party.costOwed());
    }

    private static Party party(Input in) {
        return new Party(
                Fields.integer(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.number(in),
                STATES.read(in),
                Fields.number(in));
    }

    /** A change's fields. */
    public static void change(Output out, PartyChange change) {
        Fields.integer(out, change.party());
        Fields.number(out, change.tick());
        Fields.integer(out, change.pass());
        Fields.number(out, change.cash());
        Fields.numbers(out, change.units());
        Fields.number(out, change.issued());
        Fields.optional(out, change.state(), STATES::write);
        Fields.number(out, change.costOwed());
        Fields.list(out, change.paid(), PartyActor::paid);
    }

    /** A change. */
    public static PartyChange change(Input in) {
        return new PartyChange(
                Fields.integer(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.number(in),
                Fields.optional(in, STATES::read),
                Fields.number(in),
                Fields.list(in, PartyActor::paid));
    }

    private static void paid(Output out, PartyChange.DebtPaid paid) {
        Fields.integer(out, paid.debt());
        Fields.number(out, paid.amount());
    }

    private static PartyChange.DebtPaid paid(Input in) {
        return new PartyChange.DebtPaid(Fields.integer(in), Fields.number(in));
    }

    private static void claims(Output out, RegisterQuery.Claims claims) {
        Fields.integers(out, claims.debts());
        Fields.numbers(out, claims.paid());
        Fields.integers(out, claims.calls());
        Fields.numbers(out, claims.called());
        Fields.numbers(out, claims.callPaid());
        Fields.integers(out, claims.issuers());
        Fields.numbers(out, claims.nav());
        Fields.integers(out, claims.inDefault());
    }

    private static RegisterQuery.Claims claims(Input in) {
        return new RegisterQuery.Claims(
                Fields.integers(in),
                Fields.numbers(in),
                Fields.integers(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.integers(in),
                Fields.numbers(in),
                Fields.integers(in));
    }
}
