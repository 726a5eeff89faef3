package io.backstop.market;

import io.backstop.account.AccountActor;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import java.util.List;

/** How a market's events and messages become bytes: ids 200 to 249. */
public final class MarketActor implements CodecModule {
    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        200,
                        "market.opened:1",
                        MarketEvent.Opened.class,
                        (out, event) -> {
                            Fields.number(out, event.outsideSize());
                            Fields.number(out, event.cost());
                        },
                        in -> new MarketEvent.Opened(Fields.number(in), Fields.number(in))),
                Codec.of(
                        201,
                        "market.executed:1",
                        MarketEvent.Executed.class,
                        (out, event) -> {
                            Fields.number(out, event.tick());
                            Fields.integer(out, event.pass());
                            Fields.number(out, event.sellSize());
                            Fields.number(out, event.sellValue());
                            Fields.number(out, event.buySize());
                            Fields.number(out, event.buyValue());
                        },
                        in -> new MarketEvent.Executed(
                                Fields.number(in),
                                Fields.integer(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in))),
                Codec.of(
                        202,
                        "market.charged:1",
                        MarketEvent.Charged.class,
                        (out, event) -> Fields.number(out, event.amount()),
                        in -> new MarketEvent.Charged(Fields.number(in))),
                Codec.of(
                        210,
                        "market.command.open:1",
                        MarketCommand.Open.class,
                        (out, command) -> Fields.number(out, command.outsideSize()),
                        in -> new MarketCommand.Open(Fields.number(in))),
                Codec.of(
                        211,
                        "market.command.execute:1",
                        MarketCommand.Execute.class,
                        (out, command) -> {
                            Fields.number(out, command.tick());
                            Fields.integer(out, command.pass());
                            Fields.number(out, command.sellSize());
                            Fields.number(out, command.sellValue());
                            Fields.number(out, command.buySize());
                            Fields.number(out, command.buyValue());
                        },
                        in -> new MarketCommand.Execute(
                                Fields.number(in),
                                Fields.integer(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in))),
                Codec.of(
                        212,
                        "market.command.charge:1",
                        MarketCommand.Charge.class,
                        (out, command) -> Fields.number(out, command.amount()),
                        in -> new MarketCommand.Charge(Fields.number(in))),
                Codec.of(
                        220,
                        "market.query.at:1",
                        MarketQuery.At.class,
                        (out, query) -> Fields.number(out, query.tick()),
                        in -> new MarketQuery.At(Fields.number(in))),
                Codec.of(
                        221,
                        "market.query.quote:1",
                        MarketQuery.Quote.class,
                        (out, query) -> {
                            Fields.number(out, query.tick());
                            Fields.number(out, query.sellSize());
                            Fields.number(out, query.buySize());
                        },
                        in -> new MarketQuery.Quote(Fields.number(in), Fields.number(in), Fields.number(in))),
                Codec.of(
                        230,
                        "market.answer.at:1",
                        MarketAnswer.At.class,
                        (out, answer) -> {
                            Fields.number(out, answer.index());
                            Fields.number(out, answer.mark());
                            Fields.number(out, answer.previousMark());
                            Fields.number(out, answer.sellDepth());
                            Fields.number(out, answer.buyDepth());
                            Fields.number(out, answer.sellUsed());
                            Fields.number(out, answer.buyUsed());
                            AccountActor.position(out, answer.outside());
                            Fields.number(out, answer.outsideCash());
                        },
                        in -> new MarketAnswer.At(
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                Fields.number(in),
                                AccountActor.position(in),
                                Fields.number(in))),
                Codec.of(
                        231,
                        "market.answer.quoted:1",
                        MarketAnswer.Quoted.class,
                        (out, answer) -> {
                            Fields.number(out, answer.sellSize());
                            Fields.number(out, answer.sellValue());
                            Fields.number(out, answer.buySize());
                            Fields.number(out, answer.buyValue());
                        },
                        in -> new MarketAnswer.Quoted(
                                Fields.number(in), Fields.number(in), Fields.number(in), Fields.number(in))),
                Codec.constant(232, "market.answer.done:1", MarketAnswer.Done.class, new MarketAnswer.Done()));
    }
}
