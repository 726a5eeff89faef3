package io.backstop.simulation;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.lending.LendingActor;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.Codes;
import io.backstop.shell.codec.Fields;

/** How facts of lending protocols and parties become bytes. */
final class DebtFactActor {
    private static final Codes<DebtFact.Phase> PHASE =
            new Codes<>("phase", DebtFact.Phase.class, phase -> switch (phase) {
                case PLANS -> 0;
                case LIQUIDATIONS -> 1;
                case REDEMPTIONS -> 2;
            });

    private static final Codes<DebtFact.Occasion> OCCASION =
            new Codes<>("occasion", DebtFact.Occasion.class, occasion -> switch (occasion) {
                case FLOWS -> 0;
                case DEFAULTS -> 1;
                case ESTATES -> 2;
                case REDEMPTIONS -> 3;
            });

    static final Codec<DebtFact.DebtOpened> DEBT_OPENED = Codec.of(
            395,
            "fact.debtOpened:1",
            DebtFact.DebtOpened.class,
            (out, fact) -> {
                Fields.list(out, fact.protocols(), DebtFactActor::protocolOpening);
                Fields.number(out, fact.parties());
                Fields.number(out, fact.partyCash());
                Fields.numbers(out, fact.partyUnits());
                Fields.number(out, fact.debts());
                Fields.text(out, fact.digest());
            },
            in -> new DebtFact.DebtOpened(
                    Fields.list(in, DebtFactActor::protocolOpening),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.numbers(in),
                    Fields.number(in),
                    Fields.text(in)));

    static final Codec<DebtFact.LendingSettled> LENDING_SETTLED = Codec.of(
            396,
            "fact.lendingSettled:1",
            DebtFact.LendingSettled.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                Fields.integer(out, fact.pass());
                PHASE.write(out, fact.phase());
                Fields.numbers(out, fact.assetMark());
                Fields.list(out, fact.hedges(), DebtFactActor::hedgePayment);
                Fields.list(out, fact.outcomes(), LendingActor::outcome);
            },
            in -> new DebtFact.LendingSettled(
                    Fields.number(in),
                    Fields.integer(in),
                    PHASE.read(in),
                    Fields.numbers(in),
                    Fields.list(in, DebtFactActor::hedgePayment),
                    Fields.list(in, LendingActor::outcome)));

    static final Codec<DebtFact.PartiesSettled> PARTIES_SETTLED = Codec.of(
            397,
            "fact.partiesSettled:1",
            DebtFact.PartiesSettled.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                Fields.integer(out, fact.pass());
                OCCASION.write(out, fact.occasion());
                Fields.list(out, fact.flows(), DebtFactActor::flow);
                Fields.list(out, fact.defaults(), DebtFactActor::defaulted);
                Fields.list(out, fact.claims(), DebtFactActor::claim);
                Fields.list(out, fact.payments(), DebtFactActor::estatePayment);
                Fields.list(out, fact.redemptions(), DebtFactActor::tokenRedemption);
            },
            in -> new DebtFact.PartiesSettled(
                    Fields.number(in),
                    Fields.integer(in),
                    OCCASION.read(in),
                    Fields.list(in, DebtFactActor::flow),
                    Fields.list(in, DebtFactActor::defaulted),
                    Fields.list(in, DebtFactActor::claim),
                    Fields.list(in, DebtFactActor::estatePayment),
                    Fields.list(in, DebtFactActor::tokenRedemption)));

    static final Codec<DebtFact.DebtClosed> DEBT_CLOSED = Codec.of(
            398,
            "fact.debtClosed:1",
            DebtFact.DebtClosed.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                Fields.numbers(out, fact.assetIndex());
                Fields.numbers(out, fact.assetMark());
                Fields.numbers(out, fact.nav());
                Fields.list(out, fact.reserves(), DebtFactActor::reserveFigures);
                Fields.list(out, fact.protocols(), DebtFactActor::protocolFigures);
                Fields.list(out, fact.parties(), DebtFactActor::partyFigures);
                Fields.list(out, fact.claims(), DebtFactActor::claim);
                Fields.integer(out, fact.inDefault());
                Fields.integer(out, fact.passes());
            },
            in -> new DebtFact.DebtClosed(
                    Fields.number(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.list(in, DebtFactActor::reserveFigures),
                    Fields.list(in, DebtFactActor::protocolFigures),
                    Fields.list(in, DebtFactActor::partyFigures),
                    Fields.list(in, DebtFactActor::claim),
                    Fields.integer(in),
                    Fields.integer(in)));

    private static void protocolOpening(Output out, DebtFact.ProtocolOpening protocolOpening) {
        Fields.text(out, protocolOpening.protocol());
        Fields.number(out, protocolOpening.accounts());
        Fields.numbers(out, protocolOpening.supplied());
        Fields.numbers(out, protocolOpening.owed());
        Fields.number(out, protocolOpening.cash());
        Fields.number(out, protocolOpening.dollars());
        Fields.numbers(out, protocolOpening.units());
    }

    private static DebtFact.ProtocolOpening protocolOpening(Input in) {
        return new DebtFact.ProtocolOpening(
                Fields.text(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.number(in),
                Fields.number(in),
                Fields.numbers(in));
    }

    private static void hedgePayment(Output out, DebtFact.HedgePayment hedgePayment) {
        Fields.number(out, hedgePayment.venueAccount());
        Fields.integer(out, hedgePayment.protocol());
        Fields.number(out, hedgePayment.account());
        Fields.number(out, hedgePayment.amount());
    }

    private static DebtFact.HedgePayment hedgePayment(Input in) {
        return new DebtFact.HedgePayment(Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    private static void flow(Output out, DebtFact.Flow flow) {
        Fields.integer(out, flow.party());
        Fields.number(out, flow.amount());
        Fields.number(out, flow.declared());
        Fields.text(out, flow.reason());
    }

    private static DebtFact.Flow flow(Input in) {
        return new DebtFact.Flow(Fields.integer(in), Fields.number(in), Fields.number(in), Fields.text(in));
    }

    private static void defaulted(Output out, DebtFact.Default d) {
        Fields.text(out, d.id());
        Fields.integer(out, d.party());
        Fields.number(out, d.resources());
        Fields.number(out, d.owed());
        Fields.number(out, d.paid());
        Fields.number(out, d.cost());
        Fields.integer(out, d.hop());
    }

    private static DebtFact.Default defaulted(Input in) {
        return new DebtFact.Default(
                Fields.text(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.integer(in));
    }

    private static void claim(Output out, DebtFact.Claim claim) {
        Fields.integer(out, claim.debt());
        Fields.integer(out, claim.debtor());
        Fields.integer(out, claim.creditor());
        Fields.number(out, claim.owed());
        Fields.number(out, claim.paid());
        Fields.text(out, claim.deficit());
    }

    private static DebtFact.Claim claim(Input in) {
        return new DebtFact.Claim(
                Fields.integer(in),
                Fields.integer(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.text(in));
    }

    private static void estatePayment(Output out, DebtFact.EstatePayment estatePayment) {
        Fields.integer(out, estatePayment.debtor());
        Fields.integer(out, estatePayment.creditor());
        Fields.integer(out, estatePayment.debt());
        Fields.number(out, estatePayment.amount());
        Fields.text(out, estatePayment.deficit());
    }

    private static DebtFact.EstatePayment estatePayment(Input in) {
        return new DebtFact.EstatePayment(
                Fields.integer(in), Fields.integer(in), Fields.integer(in), Fields.number(in), Fields.text(in));
    }

    private static void reserveFigures(Output out, DebtFact.ReserveFigures reserveFigures) {
        Fields.integer(out, reserveFigures.protocol());
        Fields.integer(out, reserveFigures.reserve());
        Fields.number(out, reserveFigures.price());
        Fields.number(out, reserveFigures.cash());
        Fields.number(out, reserveFigures.debt());
        Fields.number(out, reserveFigures.supply());
        Fields.number(out, reserveFigures.treasury());
        Fields.number(out, reserveFigures.deficit());
        Fields.number(out, reserveFigures.utilisation());
        Fields.number(out, reserveFigures.borrowRate());
    }

    private static DebtFact.ReserveFigures reserveFigures(Input in) {
        return new DebtFact.ReserveFigures(
                Fields.integer(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void protocolFigures(Output out, DebtFact.ProtocolFigures protocolFigures) {
        Fields.text(out, protocolFigures.protocol());
        Fields.number(out, protocolFigures.keeperCash());
        Fields.integer(out, protocolFigures.auctions());
        Fields.number(out, protocolFigures.tab());
        Fields.number(out, protocolFigures.surplus());
        Fields.number(out, protocolFigures.queuedDebt());
        Fields.number(out, protocolFigures.staked());
        Fields.number(out, protocolFigures.openDeficit());
        Fields.number(out, protocolFigures.redemptions());
    }

    private static DebtFact.ProtocolFigures protocolFigures(Input in) {
        return new DebtFact.ProtocolFigures(
                Fields.text(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void partyFigures(Output out, DebtFact.PartyFigures partyFigures) {
        Fields.integer(out, partyFigures.party());
        Fields.number(out, partyFigures.assets());
        Fields.number(out, partyFigures.owed());
        Fields.number(out, partyFigures.paid());
        Fields.flag(out, partyFigures.inDefault());
    }

    private static DebtFact.PartyFigures partyFigures(Input in) {
        return new DebtFact.PartyFigures(
                Fields.integer(in), Fields.number(in), Fields.number(in), Fields.number(in), Fields.flag(in));
    }

    private static void tokenRedemption(Output out, DebtFact.TokenRedemption redemption) {
        Fields.integer(out, redemption.asset());
        Fields.integer(out, redemption.holder());
        Fields.number(out, redemption.units());
        Fields.number(out, redemption.amount());
    }

    private static DebtFact.TokenRedemption tokenRedemption(Input in) {
        return new DebtFact.TokenRedemption(
                Fields.integer(in), Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    private DebtFactActor() {}
}
