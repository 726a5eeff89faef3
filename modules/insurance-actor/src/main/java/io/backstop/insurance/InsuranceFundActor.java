package io.backstop.insurance;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.account.AccountActor;
import io.backstop.insurance.FundQuery.Claim;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.OneOf;
import java.util.List;

/** How the insurance fund's events and messages become bytes: ids 250 to 299. */
public final class InsuranceFundActor implements CodecModule {
    private static final Codec<FundQuery.Takeover> TAKEOVER = Codec.of(
            290,
            "fund.claim.takeover:1",
            FundQuery.Takeover.class,
            (out, claim) -> {
                Fields.integer(out, claim.market());
                Fields.number(out, claim.size());
                Fields.number(out, claim.value());
            },
            in -> new FundQuery.Takeover(Fields.integer(in), Fields.number(in), Fields.number(in)));

    private static final Codec<FundQuery.TopUp> TOP_UP = Codec.of(
            291,
            "fund.claim.topUp:1",
            FundQuery.TopUp.class,
            (out, claim) -> Fields.number(out, claim.amount()),
            in -> new FundQuery.TopUp(Fields.number(in)));

    private static final Codec<FundQuery.Deficit> DEFICIT = Codec.of(
            292,
            "fund.claim.deficit:1",
            FundQuery.Deficit.class,
            (out, claim) -> Fields.number(out, claim.amount()),
            in -> new FundQuery.Deficit(Fields.number(in)));

    private static final OneOf<Claim> CLAIM = new OneOf<>(List.of(TAKEOVER, TOP_UP, DEFICIT));

    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        250,
                        "fund.posted:1",
                        FundEvent.Posted.class,
                        (out, event) -> change(out, event.change()),
                        in -> new FundEvent.Posted(change(in))),
                Codec.of(
                        260,
                        "fund.command.post:1",
                        FundCommand.Post.class,
                        (out, command) -> change(out, command.change()),
                        in -> new FundCommand.Post(change(in))),
                Codec.constant(270, "fund.query.view:1", FundQuery.View.class, new FundQuery.View()),
                Codec.of(
                        271,
                        "fund.query.claims:1",
                        FundQuery.Claims.class,
                        (out, query) -> {
                            Fields.number(out, query.tick());
                            Fields.numbers(out, query.marks());
                            Fields.list(out, query.claims(), CLAIM::write);
                        },
                        in -> new FundQuery.Claims(
                                Fields.number(in), Fields.numbers(in), Fields.list(in, CLAIM::read))),
                Codec.of(
                        280,
                        "fund.answer.view:1",
                        FundAnswer.View.class,
                        (out, answer) -> fund(out, answer.fund()),
                        in -> new FundAnswer.View(fund(in))),
                Codec.of(
                        281,
                        "fund.answer.grants:1",
                        FundAnswer.Grants.class,
                        (out, answer) -> Fields.numbers(out, answer.paid()),
                        in -> new FundAnswer.Grants(Fields.numbers(in))),
                Codec.constant(282, "fund.answer.done:1", FundAnswer.Done.class, new FundAnswer.Done()),
                TAKEOVER,
                TOP_UP,
                DEFICIT);
    }

    private static void change(Output out, FundChange change) {
        Fields.number(out, change.tick());
        Fields.integer(out, change.pass());
        Fields.list(out, change.fundTrades(), AccountActor::trade);
        Fields.list(out, change.vaultTrades(), AccountActor::trade);
        Fields.number(out, change.fundCash());
        Fields.number(out, change.vaultCash());
        Fields.numbers(out, change.vaultCollateral());
        Fields.number(out, change.parent());
        Fields.number(out, change.levy());
        Fields.number(out, change.dust());
        Fields.number(out, change.paid());
    }

    private static FundChange change(Input in) {
        return new FundChange(
                Fields.number(in),
                Fields.integer(in),
                Fields.list(in, AccountActor::trade),
                Fields.list(in, AccountActor::trade),
                Fields.number(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void fund(Output out, InsuranceFund fund) {
        Fields.number(out, fund.fundCash());
        Fields.list(out, fund.fundInventory(), AccountActor::position);
        Fields.number(out, fund.vaultCash());
        Fields.list(out, fund.vaultInventory(), AccountActor::position);
        Fields.numbers(out, fund.vaultCollateral());
        Fields.number(out, fund.parent());
        Fields.number(out, fund.levy());
        Fields.number(out, fund.dust());
        Fields.number(out, fund.tick());
        Fields.number(out, fund.paidInTick());
    }

    private static InsuranceFund fund(Input in) {
        return new InsuranceFund(
                Fields.number(in),
                Fields.list(in, AccountActor::position),
                Fields.number(in),
                Fields.list(in, AccountActor::position),
                Fields.numbers(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }
}
