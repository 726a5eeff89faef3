package io.backstop.simulation;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.account.AccountActor;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Codes;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.OneOf;
import java.util.List;

/** How a run's events, which are its facts, become bytes: ids 350 to 399. */
public final class RunActor implements CodecModule {
    private static final Codes<Fact.Exit> EXIT = new Codes<>("exit", Fact.Exit.class, exit -> switch (exit) {
        case BOOK -> 0;
        case VAULT_TAKEOVER -> 1;
        case FUND_TAKEOVER -> 2;
        case RESIDUAL -> 3;
    });

    private static final Codes<Fact.PartyKind> PARTY_KIND =
            new Codes<>("party", Fact.PartyKind.class, kind -> switch (kind) {
                case ACCOUNT -> 0;
                case OUTSIDE -> 1;
                case FUND -> 2;
                case VAULT -> 3;
                case PARENT -> 4;
                case LEVY -> 5;
                case DUST -> 6;
            });

    private static final Codes<Fact.Layer> LAYER = new Codes<>("layer", Fact.Layer.class, layer -> switch (layer) {
        case BOOK -> 0;
        case FUND -> 1;
        case ADL -> 2;
        case PARENT -> 4;
        case SOCIALISED -> 5;
    });

    private static final Codes<Fact.Reason> REASON =
            new Codes<>("reason", Fact.Reason.class, reason -> switch (reason) {
                case MARGIN_TAKEN -> 0;
                case DEFICIT -> 1;
                case TOP_UP -> 2;
                case DUST -> 3;
            });

    private static final Codec<Fact.RunOpened> RUN_OPENED = Codec.of(
            390,
            "fact.runOpened:1",
            Fact.RunOpened.class,
            (out, fact) -> {
                Fields.number(out, fact.accounts());
                Fields.number(out, fact.activeAccounts());
                Fields.number(out, fact.activeEquity());
                Fields.number(out, fact.balance());
                Fields.numbers(out, fact.longInterest());
                Fields.numbers(out, fact.shortInterest());
                Fields.numbers(out, fact.collateral());
                Fields.numbers(out, fact.outsideSize());
                Fields.text(out, fact.digest());
            },
            in -> new Fact.RunOpened(
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.text(in)));

    private static final Codec<Fact.PassSettled> PASS_SETTLED = Codec.of(
            391,
            "fact.passSettled:1",
            Fact.PassSettled.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                Fields.integer(out, fact.pass());
                Fields.numbers(out, fact.index());
                Fields.numbers(out, fact.mark());
                Fields.numbers(out, fact.previousMark());
                Fields.integer(out, fact.breached());
                Fields.list(out, fact.liquidations(), RunActor::liquidation);
                Fields.list(out, fact.deleveragings(), RunActor::deleveraging);
                Fields.list(out, fact.collateralSales(), RunActor::collateralSale);
                Fields.list(out, fact.unwinds(), RunActor::unwind);
                Fields.list(out, fact.deficits(), RunActor::deficit);
                Fields.list(out, fact.transfers(), RunActor::transfer);
                Fields.list(out, fact.triggered(), RunActor::triggered);
                Fields.number(out, fact.fundPaid());
                Fields.integer(out, fact.ties());
            },
            in -> new Fact.PassSettled(
                    Fields.number(in),
                    Fields.integer(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.integer(in),
                    Fields.list(in, RunActor::liquidation),
                    Fields.list(in, RunActor::deleveraging),
                    Fields.list(in, RunActor::collateralSale),
                    Fields.list(in, RunActor::unwind),
                    Fields.list(in, RunActor::deficit),
                    Fields.list(in, RunActor::transfer),
                    Fields.list(in, RunActor::triggered),
                    Fields.number(in),
                    Fields.integer(in)));

    private static final Codec<Fact.LevyCharged> LEVY_CHARGED = Codec.of(
            392,
            "fact.levyCharged:1",
            Fact.LevyCharged.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                AccountActor.levy(out, fact.levy());
                Fields.number(out, fact.accounts());
                Fields.number(out, fact.outside());
                Fields.number(out, fact.fund());
                Fields.number(out, fact.vault());
                Fields.number(out, fact.kept());
            },
            in -> new Fact.LevyCharged(
                    Fields.number(in),
                    AccountActor.levy(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in)));

    private static final Codec<Fact.TickClosed> TICK_CLOSED = Codec.of(
            393,
            "fact.tickClosed:1",
            Fact.TickClosed.class,
            (out, fact) -> {
                Fields.number(out, fact.tick());
                Fields.numbers(out, fact.index());
                Fields.numbers(out, fact.mark());
                Fields.numbers(out, fact.sellDepth());
                Fields.numbers(out, fact.buyDepth());
                Fields.numbers(out, fact.sellUsed());
                Fields.numbers(out, fact.buyUsed());
                Fields.numbers(out, fact.openInterest());
                Fields.numbers(out, fact.outsideSize());
                Fields.numbers(out, fact.outsideEquity());
                Fields.numbers(out, fact.outsideCash());
                funds(out, fact.funds());
                Fields.integer(out, fact.inLiquidation());
                Fields.number(out, fact.deficitAtTrigger());
                Fields.integer(out, fact.passes());
                Fields.flag(out, fact.passesCut());
                Fields.number(out, fact.ties());
                Fields.number(out, fact.dust());
                Fields.number(out, fact.openBadDebt());
                Fields.text(out, fact.digest());
            },
            in -> new Fact.TickClosed(
                    Fields.number(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    Fields.numbers(in),
                    funds(in),
                    Fields.integer(in),
                    Fields.number(in),
                    Fields.integer(in),
                    Fields.flag(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.number(in),
                    Fields.text(in)));

    private static final Codec<Fact.RunClosed> RUN_CLOSED = Codec.of(
            394,
            "fact.runClosed:1",
            Fact.RunClosed.class,
            (out, fact) -> {
                Fields.text(out, fact.table());
                Fields.text(out, fact.digest());
            },
            in -> new Fact.RunClosed(Fields.text(in), Fields.text(in)));

    private static final OneOf<Fact> FACT = new OneOf<>(List.of(
            RUN_OPENED,
            PASS_SETTLED,
            LEVY_CHARGED,
            TICK_CLOSED,
            RUN_CLOSED,
            DebtFactActor.DEBT_OPENED,
            DebtFactActor.LENDING_SETTLED,
            DebtFactActor.PARTIES_SETTLED,
            DebtFactActor.DEBT_CLOSED));

    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        350,
                        "run.advanced:1",
                        RunEvent.Advanced.class,
                        (out, event) -> Fields.list(out, event.facts(), FACT::write),
                        in -> new RunEvent.Advanced(Fields.list(in, FACT::read))),
                RUN_OPENED,
                PASS_SETTLED,
                LEVY_CHARGED,
                TICK_CLOSED,
                RUN_CLOSED,
                DebtFactActor.DEBT_OPENED,
                DebtFactActor.LENDING_SETTLED,
                DebtFactActor.PARTIES_SETTLED,
                DebtFactActor.DEBT_CLOSED);
    }

    private static void funds(Output out, Fact.Funds funds) {
        Fields.number(out, funds.fundCash());
        Fields.number(out, funds.fundEquity());
        Fields.number(out, funds.fundInventory());
        Fields.number(out, funds.fundInventoryCost());
        Fields.number(out, funds.vaultCash());
        Fields.number(out, funds.vaultEquity());
        Fields.number(out, funds.vaultInventory());
        Fields.number(out, funds.vaultInventoryCost());
        Fields.number(out, funds.parent());
    }

    private static Fact.Funds funds(Input in) {
        return new Fact.Funds(
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void liquidation(Output out, Fact.Liquidation liquidation) {
        Fields.text(out, liquidation.account());
        Fields.integer(out, liquidation.market());
        EXIT.write(out, liquidation.exit());
        Fields.number(out, liquidation.size());
        Fields.number(out, liquidation.consideration());
        Fields.number(out, liquidation.fee());
        Fields.number(out, liquidation.realisedPnl());
        Fields.number(out, liquidation.equityBefore());
        Fields.number(out, liquidation.maintenanceMargin());
        Fields.number(out, liquidation.bankruptcyValue());
        Fields.number(out, liquidation.coolDownUntil());
    }

    private static Fact.Liquidation liquidation(Input in) {
        return new Fact.Liquidation(
                Fields.text(in),
                Fields.integer(in),
                EXIT.read(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void deleveraging(Output out, Fact.Deleveraging deleveraging) {
        party(out, deleveraging.estate());
        Fields.text(out, deleveraging.target());
        Fields.integer(out, deleveraging.market());
        Fields.number(out, deleveraging.size());
        Fields.number(out, deleveraging.consideration());
        Fields.integer(out, deleveraging.rank());
        Fields.real(out, deleveraging.score());
        Fields.number(out, deleveraging.realisedPnl());
        Fields.number(out, deleveraging.unrealisedBefore());
        Fields.number(out, deleveraging.equityBefore());
        Fields.number(out, deleveraging.notionalBefore());
        Fields.number(out, deleveraging.positionBefore());
        Fields.flag(out, deleveraging.hedged());
        Fields.number(out, deleveraging.estateRealisedPnl());
    }

    private static Fact.Deleveraging deleveraging(Input in) {
        return new Fact.Deleveraging(
                party(in),
                Fields.text(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.real(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.flag(in),
                Fields.number(in));
    }

    private static void collateralSale(Output out, Fact.CollateralSale sale) {
        Fields.text(out, sale.account());
        Fields.integer(out, sale.asset());
        Fields.number(out, sale.units());
        Fields.number(out, sale.proceeds());
    }

    private static Fact.CollateralSale collateralSale(Input in) {
        return new Fact.CollateralSale(Fields.text(in), Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    private static void unwind(Output out, Fact.Unwind unwind) {
        PARTY_KIND.write(out, unwind.holder());
        Fields.integer(out, unwind.market());
        Fields.number(out, unwind.size());
        Fields.number(out, unwind.consideration());
        Fields.number(out, unwind.realisedPnl());
    }

    private static Fact.Unwind unwind(Input in) {
        return new Fact.Unwind(
                PARTY_KIND.read(in), Fields.integer(in), Fields.number(in), Fields.number(in), Fields.number(in));
    }

    private static void deficit(Output out, Fact.Deficit deficit) {
        Fields.text(out, deficit.id());
        Fields.text(out, deficit.account());
        Fields.number(out, deficit.amount());
        Fields.list(out, deficit.payments(), RunActor::payment);
        Fields.number(out, deficit.carried());
        Fields.number(out, deficit.open());
        Fields.number(out, deficit.overshoot());
    }

    private static Fact.Deficit deficit(Input in) {
        return new Fact.Deficit(
                Fields.text(in),
                Fields.text(in),
                Fields.number(in),
                Fields.list(in, RunActor::payment),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void payment(Output out, Fact.Payment payment) {
        LAYER.write(out, payment.layer());
        PARTY_KIND.write(out, payment.payer());
        Fields.number(out, payment.amount());
    }

    private static Fact.Payment payment(Input in) {
        return new Fact.Payment(LAYER.read(in), PARTY_KIND.read(in), Fields.number(in));
    }

    private static void transfer(Output out, Fact.Transfer transfer) {
        party(out, transfer.from());
        party(out, transfer.to());
        Fields.integer(out, transfer.asset());
        Fields.number(out, transfer.amount());
        REASON.write(out, transfer.reason());
        Fields.optional(out, transfer.deficit(), Fields::text);
    }

    private static Fact.Transfer transfer(Input in) {
        return new Fact.Transfer(
                party(in),
                party(in),
                Fields.integer(in),
                Fields.number(in),
                REASON.read(in),
                Fields.optional(in, Fields::text));
    }

    private static void triggered(Output out, Fact.Triggered triggered) {
        party(out, triggered.estate());
        Fields.number(out, triggered.deficit());
    }

    private static Fact.Triggered triggered(Input in) {
        return new Fact.Triggered(party(in), Fields.number(in));
    }

    private static void party(Output out, Fact.Party party) {
        PARTY_KIND.write(out, party.kind());
        Fields.text(out, party.name());
    }

    private static Fact.Party party(Input in) {
        return new Fact.Party(PARTY_KIND.read(in), Fields.text(in));
    }
}
