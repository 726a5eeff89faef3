package io.backstop.margin;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.account.AccountActor;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlCoordinatorActor;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import java.util.List;

/** How a margin engine's events and messages become bytes: ids 150 to 199. */
public final class MarginEngineActor implements CodecModule {
    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        150,
                        "margin.opened:1",
                        MarginEvent.Opened.class,
                        (out, event) -> {
                            Fields.number(out, event.rows());
                            Fields.number(out, event.balance());
                            Fields.numbers(out, event.fingerprints());
                        },
                        in -> new MarginEvent.Opened(Fields.number(in), Fields.number(in), Fields.numbers(in))),
                Codec.of(
                        151,
                        "margin.settled:1",
                        MarginEvent.Settled.class,
                        (out, event) -> Fields.list(out, event.changes(), AccountActor::change),
                        in -> new MarginEvent.Settled(Fields.list(in, AccountActor::change))),
                Codec.of(
                        152,
                        "margin.charged:1",
                        MarginEvent.Charged.class,
                        (out, event) -> AccountActor.levy(out, event.levy()),
                        in -> new MarginEvent.Charged(AccountActor.levy(in))),
                Codec.constant(160, "margin.command.open:1", MarginCommand.Open.class, new MarginCommand.Open()),
                Codec.of(
                        161,
                        "margin.command.settle:1",
                        MarginCommand.Settle.class,
                        (out, command) -> Fields.list(out, command.changes(), AccountActor::change),
                        in -> new MarginCommand.Settle(Fields.list(in, AccountActor::change))),
                Codec.of(
                        162,
                        "margin.command.charge:1",
                        MarginCommand.Charge.class,
                        (out, command) -> AccountActor.levy(out, command.levy()),
                        in -> new MarginCommand.Charge(AccountActor.levy(in))),
                Codec.of(
                        170,
                        "margin.query.opening:1",
                        MarginQuery.Opening.class,
                        (out, query) -> {
                            Fields.numbers(out, query.marks());
                            Fields.numbers(out, query.assetPrices());
                        },
                        in -> new MarginQuery.Opening(Fields.numbers(in), Fields.numbers(in))),
                Codec.of(
                        171,
                        "margin.query.scan:1",
                        MarginQuery.Scan.class,
                        (out, query) -> {
                            Fields.number(out, query.now());
                            Fields.numbers(out, query.marks());
                            Fields.numbers(out, query.assetPrices());
                        },
                        in -> new MarginQuery.Scan(Fields.number(in), Fields.numbers(in), Fields.numbers(in))),
                Codec.of(
                        172,
                        "margin.query.candidates:1",
                        MarginQuery.Candidates.class,
                        (out, query) -> {
                            Fields.number(out, query.tick());
                            Fields.numbers(out, query.marks());
                            Fields.numbers(out, query.assetPrices());
                            Fields.list(out, query.needs(), MarginEngineActor::need);
                        },
                        in -> new MarginQuery.Candidates(
                                Fields.number(in),
                                Fields.numbers(in),
                                Fields.numbers(in),
                                Fields.list(in, MarginEngineActor::need))),
                Codec.of(
                        173,
                        "margin.query.profits:1",
                        MarginQuery.Profits.class,
                        (out, query) -> Fields.numbers(out, query.marks()),
                        in -> new MarginQuery.Profits(Fields.numbers(in))),
                Codec.of(
                        174,
                        "margin.query.levyPreview:1",
                        MarginQuery.LevyPreview.class,
                        (out, query) -> AccountActor.levy(out, query.levy()),
                        in -> new MarginQuery.LevyPreview(AccountActor.levy(in))),
                Codec.constant(
                        175,
                        "margin.query.fingerprints:1",
                        MarginQuery.Fingerprints.class,
                        new MarginQuery.Fingerprints()),
                Codec.constant(176, "margin.query.totals:1", MarginQuery.Totals.class, new MarginQuery.Totals()),
                Codec.of(
                        177,
                        "margin.query.accounts:1",
                        MarginQuery.Accounts.class,
                        (out, query) -> Fields.numbers(out, query.keys()),
                        in -> new MarginQuery.Accounts(Fields.numbers(in))),
                Codec.of(
                        180,
                        "margin.answer.opening:1",
                        MarginAnswer.Opening.class,
                        (out, answer) -> {
                            totals(out, answer.totals());
                            Fields.number(out, answer.activeEquity());
                            Fields.numbers(out, answer.fingerprints());
                        },
                        in -> new MarginAnswer.Opening(totals(in), Fields.number(in), Fields.numbers(in))),
                Codec.of(
                        181,
                        "margin.answer.scanned:1",
                        MarginAnswer.Scanned.class,
                        (out, answer) -> Fields.list(out, answer.breached(), MarginEngineActor::breached),
                        in -> new MarginAnswer.Scanned(Fields.list(in, MarginEngineActor::breached))),
                Codec.of(
                        182,
                        "margin.answer.candidates:1",
                        MarginAnswer.Candidates.class,
                        (out, answer) -> {
                            Fields.list(out, answer.ranked(), MarginEngineActor::ranked);
                            Fields.list(out, answer.complete(), Fields::flag);
                        },
                        in -> new MarginAnswer.Candidates(
                                Fields.list(in, MarginEngineActor::ranked), Fields.list(in, Fields::flag))),
                Codec.of(
                        183,
                        "margin.answer.collected:1",
                        MarginAnswer.Collected.class,
                        (out, answer) -> {
                            Fields.number(out, answer.amount());
                            Fields.number(out, answer.last());
                        },
                        in -> new MarginAnswer.Collected(Fields.number(in), Fields.number(in))),
                Codec.of(
                        184,
                        "margin.answer.fingerprints:1",
                        MarginAnswer.Fingerprints.class,
                        (out, answer) -> Fields.numbers(out, answer.sums()),
                        in -> new MarginAnswer.Fingerprints(Fields.numbers(in))),
                Codec.of(
                        185,
                        "margin.answer.totals:1",
                        MarginAnswer.Totals.class,
                        (out, answer) -> totals(out, answer.totals()),
                        in -> new MarginAnswer.Totals(totals(in))),
                Codec.constant(186, "margin.answer.done:1", MarginAnswer.Done.class, new MarginAnswer.Done()),
                Codec.of(
                        187,
                        "margin.answer.accounts:1",
                        MarginAnswer.Accounts.class,
                        (out, answer) -> Fields.list(out, answer.accounts(), AccountActor::account),
                        in -> new MarginAnswer.Accounts(Fields.list(in, AccountActor::account))));
    }

    private static void need(Output out, MarginQuery.Need need) {
        Fields.integer(out, need.market());
        Fields.integer(out, need.side());
        Fields.number(out, need.size());
    }

    private static MarginQuery.Need need(Input in) {
        return new MarginQuery.Need(Fields.integer(in), Fields.integer(in), Fields.number(in));
    }

    private static void ranked(Output out, List<AdlCandidate> candidates) {
        Fields.list(out, candidates, AdlCoordinatorActor::candidate);
    }

    private static List<AdlCandidate> ranked(Input in) {
        return Fields.list(in, AdlCoordinatorActor::candidate);
    }

    private static void breached(Output out, BreachedAccount breached) {
        AccountActor.account(out, breached.account());
        Valuation valuation = breached.valuation();
        Fields.number(out, valuation.equity());
        Fields.number(out, valuation.equityHaircut());
        Fields.number(out, valuation.maintenance());
        Fields.number(out, valuation.notional());
        Fields.numbers(out, breached.legMaintenance());
    }

    private static BreachedAccount breached(Input in) {
        return new BreachedAccount(
                AccountActor.account(in),
                new Valuation(Fields.number(in), Fields.number(in), Fields.number(in), Fields.number(in)),
                Fields.numbers(in));
    }

    private static void totals(Output out, TableTotals totals) {
        Fields.number(out, totals.accounts());
        Fields.number(out, totals.active());
        Fields.number(out, totals.balance());
        Fields.number(out, totals.cash());
        Fields.numbers(out, totals.longSize());
        Fields.numbers(out, totals.shortSize());
        Fields.numbers(out, totals.collateral());
        Fields.number(out, totals.flatDebt());
    }

    private static TableTotals totals(Input in) {
        return new TableTotals(
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.number(in));
    }
}
