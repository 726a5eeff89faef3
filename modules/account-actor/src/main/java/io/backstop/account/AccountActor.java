package io.backstop.account;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.OneOf;
import java.util.List;

/** How accounts become bytes: ids 100 to 149. Also the fields of what other modules' events hold of accounts. */
public final class AccountActor implements CodecModule {
    private static final Codec<Levy.Funding> FUNDING = Codec.of(
            140,
            "levy.funding:1",
            Levy.Funding.class,
            (out, levy) -> {
                Fields.integer(out, levy.market());
                Fields.number(out, levy.price());
                Fields.number(out, levy.numerator());
                Fields.number(out, levy.denominator());
            },
            in -> new Levy.Funding(Fields.integer(in), Fields.number(in), Fields.number(in), Fields.number(in)));

    private static final Codec<Levy.SocialisedLoss> SOCIALISED_LOSS = Codec.of(
            141,
            "levy.socialisedLoss:1",
            Levy.SocialisedLoss.class,
            (out, levy) -> {
                Fields.number(out, levy.loss());
                Fields.number(out, levy.profits());
                Fields.numbers(out, levy.marks());
                Fields.number(out, levy.lastPayer());
                Fields.number(out, levy.dust());
            },
            in -> new Levy.SocialisedLoss(
                    Fields.number(in), Fields.number(in), Fields.numbers(in), Fields.number(in), Fields.number(in)));

    private static final OneOf<Levy> LEVY = new OneOf<>(List.of(FUNDING, SOCIALISED_LOSS));

    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        100,
                        "account.settled:1",
                        AccountEvent.Settled.class,
                        (out, event) -> {
                            Fields.optional(out, event.opening(), AccountActor::account);
                            Fields.list(out, event.levies(), AccountActor::levy);
                            change(out, event.change());
                        },
                        in -> new AccountEvent.Settled(
                                Fields.optional(in, AccountActor::account),
                                Fields.list(in, AccountActor::levy),
                                change(in))),
                Codec.of(
                        110,
                        "account.command.settle:1",
                        AccountCommand.Settle.class,
                        (out, command) -> {
                            change(out, command.change());
                            Fields.list(out, command.levies(), AccountActor::levy);
                            Fields.number(out, command.fingerprint());
                        },
                        in -> new AccountCommand.Settle(
                                change(in), Fields.list(in, AccountActor::levy), Fields.number(in))),
                Codec.of(
                        130,
                        "account.answer.settled:1",
                        AccountAnswer.Settled.class,
                        (out, answer) -> Fields.number(out, answer.fingerprint()),
                        in -> new AccountAnswer.Settled(Fields.number(in))),
                FUNDING,
                SOCIALISED_LOSS);
    }

    /** An account's fields. */
    public static void account(Output out, Account account) {
        Fields.number(out, account.key());
        Fields.number(out, account.cash());
        Fields.list(out, account.positions(), AccountActor::position);
        Fields.numbers(out, account.collateral());
        Fields.number(out, account.coolDownUntil());
        Fields.flag(out, account.writtenOff());
    }

    /** An account's fields. */
    public static Account account(Input in) {
        return new Account(
                Fields.number(in),
                Fields.number(in),
                Fields.list(in, AccountActor::position),
                Fields.numbers(in),
                Fields.number(in),
                Fields.flag(in));
    }

    /** A position's fields. */
    public static void position(Output out, Position position) {
        Fields.integer(out, position.market());
        Fields.number(out, position.size());
        Fields.number(out, position.openCost());
    }

    /** A position's fields. */
    public static Position position(Input in) {
        return new Position(Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    /** A trade's fields. */
    public static void trade(Output out, Trade trade) {
        Fields.integer(out, trade.market());
        Fields.number(out, trade.size());
        Fields.number(out, trade.consideration());
    }

    /** A trade's fields. */
    public static Trade trade(Input in) {
        return new Trade(Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    /** The fields of a settled pass. */
    public static void change(Output out, AccountChange change) {
        Fields.number(out, change.account());
        Fields.number(out, change.tick());
        Fields.integer(out, change.pass());
        Fields.list(out, change.trades(), AccountActor::trade);
        Fields.number(out, change.cash());
        Fields.numbers(out, change.collateral());
        Fields.number(out, change.coolDownUntil());
        Fields.flag(out, change.writtenOff());
    }

    /** The fields of a settled pass. */
    public static AccountChange change(Input in) {
        return new AccountChange(
                Fields.number(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.list(in, AccountActor::trade),
                Fields.number(in),
                Fields.numbers(in),
                Fields.number(in),
                Fields.flag(in));
    }

    /** Which levy, and its fields. */
    public static void levy(Output out, Levy levy) {
        LEVY.write(out, levy);
    }

    /** Which levy, and its fields. */
    public static Levy levy(Input in) {
        return LEVY.read(in);
    }
}
