package io.backstop.lending;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingAccountAnswer;
import io.backstop.lending.account.LendingAccountCommand;
import io.backstop.lending.account.LendingAccountEvent;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.AuctionHouse;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenAuction;
import io.backstop.lending.book.OpenDebtAuction;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.OpenSurplusAuction;
import io.backstop.lending.book.PoolAnswer;
import io.backstop.lending.book.PoolChange;
import io.backstop.lending.book.PoolCommand;
import io.backstop.lending.book.PoolEvent;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolQuery;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.book.Sighting;
import io.backstop.lending.engine.LendingAnswer;
import io.backstop.lending.engine.LendingCommand;
import io.backstop.lending.engine.LendingEvent;
import io.backstop.lending.engine.LendingQuery;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.engine.LendingView;
import io.backstop.lending.liquidation.SafetyModule;
import io.backstop.lending.maker.CollateralAuction;
import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.maker.SurplusAuction;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.Layer;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.lending.pool.AutoLine;
import io.backstop.lending.pool.Reserve;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Codes;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.OneOf;
import java.util.List;

/**
 * How lending protocols become bytes: ids 400 to 469. Operations on pools and lines of outcomes are fields, never values of their own;
 * their ids, from 1000, are not in the table.
 */
public final class LendingActor implements CodecModule {
    private static final Codes<Layer> LAYERS = new Codes<>("layer", Layer.class, layer -> switch (layer) {
        case OFFSET -> 0;
        case STAKES -> 1;
        case SURPLUS -> 2;
        case DEBT_AUCTION -> 3;
        case SUPPLIERS -> 4;
    });

    private static final OneOf<PoolOp> OP = new OneOf<>(List.of(
            Codec.of(
                    1000,
                    "pool.op.supply:1",
                    PoolOp.Supply.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                        Fields.flag(out, op.byPublic());
                    },
                    in -> new PoolOp.Supply(Fields.integer(in), Fields.number(in), Fields.flag(in))),
            Codec.of(
                    1001,
                    "pool.op.withdraw:1",
                    PoolOp.Withdraw.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                        Fields.number(out, op.held());
                        Fields.flag(out, op.byPublic());
                    },
                    in -> new PoolOp.Withdraw(
                            Fields.integer(in), Fields.number(in), Fields.number(in), Fields.flag(in))),
            Codec.of(
                    1002,
                    "pool.op.forfeit:1",
                    PoolOp.Forfeit.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.scaled());
                    },
                    in -> new PoolOp.Forfeit(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1003,
                    "pool.op.borrow:1",
                    PoolOp.Borrow.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                    },
                    in -> new PoolOp.Borrow(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1004,
                    "pool.op.repay:1",
                    PoolOp.Repay.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                        Fields.number(out, op.owed());
                    },
                    in -> new PoolOp.Repay(Fields.integer(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1005,
                    "pool.op.burn:1",
                    PoolOp.Burn.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.owed());
                    },
                    in -> new PoolOp.Burn(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1006,
                    "pool.op.charge:1",
                    PoolOp.Charge.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                    },
                    in -> new PoolOp.Charge(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1007,
                    "pool.op.cover:1",
                    PoolOp.Cover.class,
                    (out, op) -> {
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                        Fields.flag(out, op.byStakers());
                    },
                    in -> new PoolOp.Cover(Fields.integer(in), Fields.number(in), Fields.flag(in))),
            Codec.of(
                    1008,
                    "pool.op.writeDown:1",
                    PoolOp.WriteDown.class,
                    (out, op) -> Fields.integer(out, op.reserve()),
                    in -> new PoolOp.WriteDown(Fields.integer(in))),
            Codec.of(
                    1009,
                    "pool.op.keeperCash:1",
                    PoolOp.KeeperCash.class,
                    (out, op) -> {
                        Fields.integer(out, op.keeper());
                        Fields.number(out, op.amount());
                    },
                    in -> new PoolOp.KeeperCash(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1010,
                    "pool.op.deficitOpened:1",
                    PoolOp.DeficitOpened.class,
                    (out, op) -> deficit(out, op.deficit()),
                    in -> new PoolOp.DeficitOpened(deficit(in))),
            Codec.of(
                    1011,
                    "pool.op.deficitPaid:1",
                    PoolOp.DeficitPaid.class,
                    (out, op) -> {
                        Fields.text(out, op.id());
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.units());
                    },
                    in -> new PoolOp.DeficitPaid(Fields.text(in), Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1012,
                    "pool.op.sighted:1",
                    PoolOp.Sighted.class,
                    (out, op) -> Fields.number(out, op.account()),
                    in -> new PoolOp.Sighted(Fields.number(in))),
            Codec.of(
                    1013,
                    "pool.op.unsighted:1",
                    PoolOp.Unsighted.class,
                    (out, op) -> Fields.number(out, op.account()),
                    in -> new PoolOp.Unsighted(Fields.number(in))),
            Codec.of(
                    1014,
                    "pool.op.auctionOpened:1",
                    PoolOp.AuctionOpened.class,
                    (out, op) -> {
                        auction(out, op.auction());
                        Fields.number(out, op.queued());
                    },
                    in -> new PoolOp.AuctionOpened(auction(in), Fields.number(in))),
            Codec.of(
                    1015,
                    "pool.op.auctionChanged:1",
                    PoolOp.AuctionChanged.class,
                    (out, op) -> {
                        Fields.number(out, op.id());
                        collateral(out, op.after());
                        Fields.number(out, op.paid());
                    },
                    in -> new PoolOp.AuctionChanged(Fields.number(in), collateral(in), Fields.number(in))),
            Codec.of(
                    1016,
                    "pool.op.income:1",
                    PoolOp.Income.class,
                    (out, op) -> Fields.number(out, op.amount()),
                    in -> new PoolOp.Income(Fields.number(in))),
            Codec.of(
                    1017,
                    "pool.op.incentive:1",
                    PoolOp.Incentive.class,
                    (out, op) -> Fields.number(out, op.amount()),
                    in -> new PoolOp.Incentive(Fields.number(in))),
            Codec.of(
                    1018,
                    "pool.op.released:1",
                    PoolOp.Released.class,
                    (out, op) -> Fields.number(out, op.until()),
                    in -> new PoolOp.Released(Fields.number(in))),
            Codec.of(
                    1019,
                    "pool.op.healed:1",
                    PoolOp.Healed.class,
                    (out, op) -> Fields.number(out, op.amount()),
                    in -> new PoolOp.Healed(Fields.number(in))),
            Codec.of(
                    1020,
                    "pool.op.healedOnAuction:1",
                    PoolOp.HealedOnAuction.class,
                    (out, op) -> Fields.number(out, op.amount()),
                    in -> new PoolOp.HealedOnAuction(Fields.number(in))),
            Codec.of(
                    1021,
                    "pool.op.debtAuctionOpened:1",
                    PoolOp.DebtAuctionOpened.class,
                    (out, op) -> debtAuction(out, op.auction()),
                    in -> new PoolOp.DebtAuctionOpened(debtAuction(in))),
            Codec.of(
                    1022,
                    "pool.op.debtAuctionChanged:1",
                    PoolOp.DebtAuctionChanged.class,
                    (out, op) -> {
                        Fields.number(out, op.id());
                        Fields.optional(out, op.after(), LendingActor::debt);
                    },
                    in -> new PoolOp.DebtAuctionChanged(Fields.number(in), Fields.optional(in, LendingActor::debt))),
            Codec.of(
                    1023,
                    "pool.op.surplusAuctionOpened:1",
                    PoolOp.SurplusAuctionOpened.class,
                    (out, op) -> surplusAuction(out, op.auction()),
                    in -> new PoolOp.SurplusAuctionOpened(surplusAuction(in))),
            Codec.of(
                    1024,
                    "pool.op.surplusAuctionChanged:1",
                    PoolOp.SurplusAuctionChanged.class,
                    (out, op) -> {
                        Fields.number(out, op.id());
                        Fields.optional(out, op.after(), LendingActor::surplus);
                    },
                    in -> new PoolOp.SurplusAuctionChanged(
                            Fields.number(in), Fields.optional(in, LendingActor::surplus))),
            Codec.of(
                    1025,
                    "pool.op.ceilingMoved:1",
                    PoolOp.CeilingMoved.class,
                    (out, op) -> ceiling(out, op.ceiling()),
                    in -> new PoolOp.CeilingMoved(ceiling(in))),
            Codec.constant(1026, "pool.op.shutDown:1", PoolOp.ShutDown.class, new PoolOp.ShutDown()),
            Codec.of(
                    1027,
                    "pool.op.auctionCancelled:1",
                    PoolOp.AuctionCancelled.class,
                    (out, op) -> Fields.number(out, op.id()),
                    in -> new PoolOp.AuctionCancelled(Fields.number(in))),
            Codec.of(
                    1028,
                    "pool.op.redemptionQueued:1",
                    PoolOp.RedemptionQueued.class,
                    (out, op) -> request(out, op.request()),
                    in -> new PoolOp.RedemptionQueued(request(in))),
            Codec.of(
                    1029,
                    "pool.op.redemptionPaid:1",
                    PoolOp.RedemptionPaid.class,
                    (out, op) -> {
                        Fields.number(out, op.account());
                        Fields.integer(out, op.reserve());
                        Fields.number(out, op.tick());
                        Fields.number(out, op.units());
                    },
                    in -> new PoolOp.RedemptionPaid(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in)))));

    private static final OneOf<LendingLine> LINE = new OneOf<>(List.of(
            Codec.of(
                    1050,
                    "lending.line.liquidated:1",
                    LendingLine.Liquidated.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.keeper());
                        Fields.number(out, line.weighted());
                        Fields.number(out, line.debt());
                        Fields.integer(out, line.debtReserve());
                        Fields.number(out, line.repaid());
                        Fields.number(out, line.cost());
                        Fields.integer(out, line.collateralReserve());
                        Fields.number(out, line.seized());
                        Fields.number(out, line.fee());
                        Fields.number(out, line.proceeds());
                    },
                    in -> new LendingLine.Liquidated(
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1051,
                    "lending.line.auctionKicked:1",
                    LendingLine.AuctionKicked.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.account());
                        Fields.integer(out, line.keeper());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.lot());
                        Fields.number(out, line.due());
                        Fields.number(out, line.tab());
                        Fields.number(out, line.incentive());
                    },
                    in -> new LendingLine.AuctionKicked(
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1052,
                    "lending.line.auctionTaken:1",
                    LendingLine.AuctionTaken.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.account());
                        Fields.integer(out, line.keeper());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.slice());
                        Fields.number(out, line.paid());
                        Fields.number(out, line.proceeds());
                        Fields.number(out, line.returned());
                    },
                    in -> new LendingLine.AuctionTaken(
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1053,
                    "lending.line.auctionReset:1",
                    LendingLine.AuctionReset.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.integer(out, line.keeper());
                        Fields.number(out, line.incentive());
                    },
                    in -> new LendingLine.AuctionReset(Fields.number(in), Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1054,
                    "lending.line.auctionCancelled:1",
                    LendingLine.AuctionCancelled.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.lot());
                        Fields.number(out, line.tab());
                    },
                    in -> new LendingLine.AuctionCancelled(
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1055,
                    "lending.line.auctionClosed:1",
                    LendingLine.AuctionClosed.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.account());
                        Fields.number(out, line.unpaid());
                    },
                    in -> new LendingLine.AuctionClosed(Fields.number(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1056,
                    "lending.line.deficit:1",
                    LendingLine.Deficit.class,
                    (out, line) -> {
                        Fields.text(out, line.id());
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                    },
                    in -> new LendingLine.Deficit(
                            Fields.text(in), Fields.number(in), Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1057,
                    "lending.line.deficitPaid:1",
                    LendingLine.DeficitPaid.class,
                    (out, line) -> {
                        Fields.text(out, line.id());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                        LAYERS.write(out, line.layer());
                    },
                    in -> new LendingLine.DeficitPaid(
                            Fields.text(in), Fields.integer(in), Fields.number(in), LAYERS.read(in))),
            Codec.of(
                    1058,
                    "lending.line.writtenDown:1",
                    LendingLine.WrittenDown.class,
                    (out, line) -> {
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                    },
                    in -> new LendingLine.WrittenDown(Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1059,
                    "lending.line.toppedUp:1",
                    LendingLine.ToppedUp.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                        Fields.number(out, line.cost());
                    },
                    in -> new LendingLine.ToppedUp(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1060,
                    "lending.line.soldToRepay:1",
                    LendingLine.SoldToRepay.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.collateralReserve());
                        Fields.number(out, line.sold());
                        Fields.number(out, line.proceeds());
                        Fields.integer(out, line.debtReserve());
                        Fields.number(out, line.repaid());
                        Fields.number(out, line.cost());
                    },
                    in -> new LendingLine.SoldToRepay(
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1061,
                    "lending.line.leveraged:1",
                    LendingLine.Leveraged.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.debtReserve());
                        Fields.number(out, line.drawn());
                        Fields.number(out, line.proceeds());
                        Fields.integer(out, line.collateralReserve());
                        Fields.number(out, line.bought());
                        Fields.number(out, line.cost());
                    },
                    in -> new LendingLine.Leveraged(
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in),
                            Fields.integer(in),
                            Fields.number(in),
                            Fields.number(in))),
            Codec.of(
                    1062,
                    "lending.line.deposited:1",
                    LendingLine.Deposited.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.number(out, line.dollars());
                    },
                    in -> new LendingLine.Deposited(Fields.number(in), Fields.number(in))),
            Codec.of(
                    1063,
                    "lending.line.repaidFromCash:1",
                    LendingLine.RepaidFromCash.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                        Fields.number(out, line.cost());
                    },
                    in -> new LendingLine.RepaidFromCash(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1064,
                    "lending.line.redemptionAsked:1",
                    LendingLine.RedemptionAsked.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                    },
                    in -> new LendingLine.RedemptionAsked(Fields.number(in), Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1065,
                    "lending.line.redemptionPaid:1",
                    LendingLine.RedemptionPaid.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.units());
                        Fields.number(out, line.askedAt());
                    },
                    in -> new LendingLine.RedemptionPaid(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1066,
                    "lending.line.recapitalised:1",
                    LendingLine.Recapitalised.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.integer(out, line.keeper());
                        Fields.number(out, line.dollars());
                        Fields.number(out, line.tokens());
                    },
                    in -> new LendingLine.Recapitalised(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1067,
                    "lending.line.outbid:1",
                    LendingLine.Outbid.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.integer(out, line.keeper());
                        Fields.number(out, line.tokens());
                    },
                    in -> new LendingLine.Outbid(Fields.number(in), Fields.integer(in), Fields.number(in))),
            Codec.of(
                    1068,
                    "lending.line.debtAuctionDealt:1",
                    LendingLine.DebtAuctionDealt.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.minted());
                    },
                    in -> new LendingLine.DebtAuctionDealt(Fields.number(in), Fields.number(in))),
            Codec.of(
                    1069,
                    "lending.line.surplusSold:1",
                    LendingLine.SurplusSold.class,
                    (out, line) -> {
                        Fields.number(out, line.auction());
                        Fields.number(out, line.dollars());
                        Fields.number(out, line.burned());
                    },
                    in -> new LendingLine.SurplusSold(Fields.number(in), Fields.number(in), Fields.number(in))),
            Codec.of(
                    1070,
                    "lending.line.ceilingChanged:1",
                    LendingLine.CeilingChanged.class,
                    (out, line) -> Fields.number(out, line.line()),
                    in -> new LendingLine.CeilingChanged(Fields.number(in))),
            Codec.of(
                    1071,
                    "lending.line.skimmed:1",
                    LendingLine.Skimmed.class,
                    (out, line) -> {
                        Fields.number(out, line.account());
                        Fields.integer(out, line.reserve());
                        Fields.number(out, line.taken());
                        Fields.number(out, line.debt());
                    },
                    in -> new LendingLine.Skimmed(
                            Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in)))));

    @Override
    public List<Codec<?>> codecs() {
        return List.of(
                Codec.of(
                        400,
                        "lending.account.settled:1",
                        LendingAccountEvent.Settled.class,
                        (out, event) -> {
                            Fields.optional(out, event.opening(), LendingActor::account);
                            change(out, event.change());
                        },
                        in -> new LendingAccountEvent.Settled(Fields.optional(in, LendingActor::account), change(in))),
                Codec.of(
                        401,
                        "lending.opened:1",
                        LendingEvent.Opened.class,
                        (out, event) -> {
                            Fields.number(out, event.rows());
                            Fields.numbers(out, event.fingerprints());
                        },
                        in -> new LendingEvent.Opened(Fields.number(in), Fields.numbers(in))),
                Codec.of(
                        402,
                        "lending.settled:1",
                        LendingEvent.Settled.class,
                        (out, event) -> Fields.list(out, event.changes(), LendingActor::change),
                        in -> new LendingEvent.Settled(Fields.list(in, LendingActor::change))),
                Codec.of(
                        403,
                        "pool.opened:1",
                        PoolEvent.Opened.class,
                        (out, event) -> {
                            Fields.numbers(out, event.supplied());
                            Fields.numbers(out, event.owed());
                        },
                        in -> new PoolEvent.Opened(Fields.numbers(in), Fields.numbers(in))),
                Codec.of(
                        404,
                        "pool.posted:1",
                        PoolEvent.Posted.class,
                        (out, event) -> poolChange(out, event.change()),
                        in -> new PoolEvent.Posted(poolChange(in))),
                Codec.of(
                        410,
                        "lending.account.command.settle:1",
                        LendingAccountCommand.Settle.class,
                        (out, command) -> {
                            change(out, command.change());
                            Fields.number(out, command.fingerprint());
                        },
                        in -> new LendingAccountCommand.Settle(change(in), Fields.number(in))),
                Codec.constant(411, "lending.command.open:1", LendingCommand.Open.class, new LendingCommand.Open()),
                Codec.of(
                        412,
                        "lending.command.settle:1",
                        LendingCommand.Settle.class,
                        (out, command) -> Fields.list(out, command.changes(), LendingActor::change),
                        in -> new LendingCommand.Settle(Fields.list(in, LendingActor::change))),
                Codec.of(
                        413,
                        "pool.command.open:1",
                        PoolCommand.Open.class,
                        (out, command) -> {
                            Fields.numbers(out, command.supplied());
                            Fields.numbers(out, command.owed());
                        },
                        in -> new PoolCommand.Open(Fields.numbers(in), Fields.numbers(in))),
                Codec.of(
                        414,
                        "pool.command.post:1",
                        PoolCommand.Post.class,
                        (out, command) -> poolChange(out, command.change()),
                        in -> new PoolCommand.Post(poolChange(in))),
                Codec.constant(420, "lending.query.opening:1", LendingQuery.Opening.class, new LendingQuery.Opening()),
                Codec.of(
                        421,
                        "lending.query.unhealthy:1",
                        LendingQuery.Unhealthy.class,
                        (out, query) -> view(out, query.view()),
                        in -> new LendingQuery.Unhealthy(view(in))),
                Codec.of(
                        422,
                        "lending.query.outsideBand:1",
                        LendingQuery.OutsideBand.class,
                        (out, query) -> view(out, query.view()),
                        in -> new LendingQuery.OutsideBand(view(in))),
                Codec.of(
                        423,
                        "lending.query.suppliers:1",
                        LendingQuery.Suppliers.class,
                        (out, query) -> flags(out, query.at()),
                        in -> new LendingQuery.Suppliers(flags(in))),
                Codec.constant(
                        424, "lending.query.borrowers:1", LendingQuery.Borrowers.class, new LendingQuery.Borrowers()),
                Codec.of(
                        425,
                        "lending.query.accounts:1",
                        LendingQuery.Accounts.class,
                        (out, query) -> Fields.numbers(out, query.keys()),
                        in -> new LendingQuery.Accounts(Fields.numbers(in))),
                Codec.constant(426, "lending.query.totals:1", LendingQuery.Totals.class, new LendingQuery.Totals()),
                Codec.constant(
                        427,
                        "lending.query.fingerprints:1",
                        LendingQuery.Fingerprints.class,
                        new LendingQuery.Fingerprints()),
                Codec.of(
                        428,
                        "pool.query.view:1",
                        PoolQuery.View.class,
                        (out, query) -> Fields.number(out, query.now()),
                        in -> new PoolQuery.View(Fields.number(in))),
                Codec.of(
                        440,
                        "lending.account.answer.settled:1",
                        LendingAccountAnswer.Settled.class,
                        (out, answer) -> Fields.number(out, answer.fingerprint()),
                        in -> new LendingAccountAnswer.Settled(Fields.number(in))),
                Codec.of(
                        441,
                        "lending.answer.opening:1",
                        LendingAnswer.Opening.class,
                        (out, answer) -> {
                            totals(out, answer.totals());
                            Fields.numbers(out, answer.fingerprints());
                        },
                        in -> new LendingAnswer.Opening(totals(in), Fields.numbers(in))),
                Codec.of(
                        442,
                        "lending.answer.found:1",
                        LendingAnswer.Found.class,
                        (out, answer) -> Fields.list(out, answer.accounts(), LendingActor::account),
                        in -> new LendingAnswer.Found(Fields.list(in, LendingActor::account))),
                Codec.of(
                        443,
                        "lending.answer.totals:1",
                        LendingAnswer.Totals.class,
                        (out, answer) -> totals(out, answer.totals()),
                        in -> new LendingAnswer.Totals(totals(in))),
                Codec.of(
                        444,
                        "lending.answer.fingerprints:1",
                        LendingAnswer.Fingerprints.class,
                        (out, answer) -> Fields.numbers(out, answer.sums()),
                        in -> new LendingAnswer.Fingerprints(Fields.numbers(in))),
                Codec.constant(445, "lending.answer.done:1", LendingAnswer.Done.class, new LendingAnswer.Done()),
                Codec.of(
                        446,
                        "pool.answer.view:1",
                        PoolAnswer.View.class,
                        (out, answer) -> pool(out, answer.pool()),
                        in -> new PoolAnswer.View(pool(in))),
                Codec.constant(447, "pool.answer.done:1", PoolAnswer.Done.class, new PoolAnswer.Done()));
    }

    /** The fields of an outcome. */
    public static void outcome(Output out, LendingOutcome outcome) {
        Fields.text(out, outcome.protocol());
        poolChange(out, outcome.pool());
        Fields.list(out, outcome.accounts(), LendingActor::change);
        Fields.list(out, outcome.executions(), LendingActor::execution);
        Fields.list(out, outcome.lines(), LINE::write);
    }

    /** The fields of an outcome. */
    public static LendingOutcome outcome(Input in) {
        return new LendingOutcome(
                Fields.text(in),
                poolChange(in),
                Fields.list(in, LendingActor::change),
                Fields.list(in, LendingActor::execution),
                Fields.list(in, LINE::read));
    }

    private static void execution(Output out, Execution execution) {
        Fields.integer(out, execution.asset());
        Fields.number(out, execution.sellSize());
        Fields.number(out, execution.sellValue());
        Fields.number(out, execution.buySize());
        Fields.number(out, execution.buyValue());
    }

    private static Execution execution(Input in) {
        return new Execution(
                Fields.integer(in), Fields.number(in), Fields.number(in), Fields.number(in), Fields.number(in));
    }

    private static void poolChange(Output out, PoolChange change) {
        Fields.number(out, change.tick());
        Fields.integer(out, change.pass());
        Fields.number(out, change.now());
        Fields.list(out, change.ops(), OP::write);
    }

    private static PoolChange poolChange(Input in) {
        return new PoolChange(Fields.number(in), Fields.integer(in), Fields.number(in), Fields.list(in, OP::read));
    }

    private static void account(Output out, LendingAccount account) {
        Fields.number(out, account.key());
        Fields.numbers(out, account.supplied());
        Fields.numbers(out, account.owed());
        Fields.numbers(out, account.wallet());
        Fields.number(out, account.cash());
    }

    private static LendingAccount account(Input in) {
        return new LendingAccount(
                Fields.number(in), Fields.numbers(in), Fields.numbers(in), Fields.numbers(in), Fields.number(in));
    }

    private static void change(Output out, LendingChange change) {
        Fields.number(out, change.account());
        Fields.number(out, change.tick());
        Fields.integer(out, change.pass());
        Fields.numbers(out, change.supplied());
        Fields.numbers(out, change.owed());
        Fields.numbers(out, change.wallet());
        Fields.number(out, change.cash());
    }

    private static LendingChange change(Input in) {
        return new LendingChange(
                Fields.number(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.number(in));
    }

    private static void totals(Output out, LendingTotals totals) {
        Fields.number(out, totals.accounts());
        Fields.number(out, totals.borrowers());
        Fields.numbers(out, totals.supplied());
        Fields.numbers(out, totals.owed());
        Fields.numbers(out, totals.wallet());
        Fields.number(out, totals.cash());
    }

    private static LendingTotals totals(Input in) {
        return new LendingTotals(
                Fields.number(in),
                Fields.number(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.numbers(in),
                Fields.number(in));
    }

    private static void view(Output out, LendingView view) {
        Fields.numbers(out, view.supplyIndexes());
        Fields.numbers(out, view.borrowIndexes());
        Fields.numbers(out, view.prices());
    }

    private static LendingView view(Input in) {
        return new LendingView(Fields.numbers(in), Fields.numbers(in), Fields.numbers(in));
    }

    private static void flags(Output out, boolean[] flags) {
        Fields.integer(out, flags.length);
        for (boolean flag : flags) {
            Fields.flag(out, flag);
        }
    }

    private static boolean[] flags(Input in) {
        boolean[] flags = new boolean[Fields.integer(in)];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = Fields.flag(in);
        }
        return flags;
    }

    private static void pool(Output out, LendingPool pool) {
        Fields.number(out, pool.asOf());
        Fields.list(out, pool.reserves(), LendingActor::reserve);
        Fields.numbers(out, pool.publicSupply());
        Fields.number(out, pool.safety().offset());
        Fields.number(out, pool.safety().staked());
        Fields.numbers(out, pool.keepers());
        Fields.list(out, pool.deficits(), LendingActor::deficit);
        Fields.list(out, pool.redemptions(), LendingActor::request);
        Fields.list(out, pool.sightings(), LendingActor::sighting);
        Fields.integer(out, pool.minted());
        house(out, pool.house());
    }

    private static LendingPool pool(Input in) {
        return new LendingPool(
                Fields.number(in),
                Fields.list(in, LendingActor::reserve),
                Fields.numbers(in),
                new SafetyModule(Fields.number(in), Fields.number(in)),
                Fields.numbers(in),
                Fields.list(in, LendingActor::deficit),
                Fields.list(in, LendingActor::request),
                Fields.list(in, LendingActor::sighting),
                Fields.integer(in),
                house(in));
    }

    private static void reserve(Output out, Reserve reserve) {
        Fields.number(out, reserve.cash());
        Fields.number(out, reserve.scaledDebt());
        Fields.number(out, reserve.borrowIndex());
        Fields.number(out, reserve.scaledSupply());
        Fields.number(out, reserve.supplyIndex());
        Fields.number(out, reserve.treasury());
        Fields.number(out, reserve.deficit());
        Fields.number(out, reserve.accruedAt());
    }

    private static Reserve reserve(Input in) {
        return new Reserve(
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in),
                Fields.number(in));
    }

    private static void house(Output out, AuctionHouse house) {
        Fields.list(out, house.auctions(), LendingActor::auction);
        Fields.list(out, house.queue(), LendingActor::queued);
        Fields.number(out, house.onAuction());
        Fields.list(out, house.debtAuctions(), LendingActor::debtAuction);
        Fields.list(out, house.surplusAuctions(), LendingActor::surplusAuction);
        ceiling(out, house.ceiling());
        Fields.number(out, house.nextId());
        Fields.flag(out, house.isShutDown());
    }

    private static AuctionHouse house(Input in) {
        return new AuctionHouse(
                Fields.list(in, LendingActor::auction),
                Fields.list(in, LendingActor::queued),
                Fields.number(in),
                Fields.list(in, LendingActor::debtAuction),
                Fields.list(in, LendingActor::surplusAuction),
                ceiling(in),
                Fields.number(in),
                Fields.flag(in));
    }

    private static void deficit(Output out, OpenDeficit deficit) {
        Fields.text(out, deficit.id());
        Fields.integer(out, deficit.reserve());
        Fields.number(out, deficit.units());
    }

    private static OpenDeficit deficit(Input in) {
        return new OpenDeficit(Fields.text(in), Fields.integer(in), Fields.number(in));
    }

    private static void request(Output out, RedemptionRequest request) {
        Fields.number(out, request.account());
        Fields.integer(out, request.reserve());
        Fields.number(out, request.units());
        Fields.number(out, request.tick());
    }

    private static RedemptionRequest request(Input in) {
        return new RedemptionRequest(Fields.number(in), Fields.integer(in), Fields.number(in), Fields.number(in));
    }

    private static void sighting(Output out, Sighting sighting) {
        Fields.number(out, sighting.account());
        Fields.number(out, sighting.since());
    }

    private static Sighting sighting(Input in) {
        return new Sighting(Fields.number(in), Fields.number(in));
    }

    private static void queued(Output out, Ledger.Queued queued) {
        Fields.number(out, queued.since());
        Fields.number(out, queued.amount());
    }

    private static Ledger.Queued queued(Input in) {
        return new Ledger.Queued(Fields.number(in), Fields.number(in));
    }

    private static void ceiling(Output out, AutoLine.Ceiling ceiling) {
        Fields.number(out, ceiling.line());
        Fields.number(out, ceiling.raisedAt());
        Fields.number(out, ceiling.changedInBlock());
    }

    private static AutoLine.Ceiling ceiling(Input in) {
        return new AutoLine.Ceiling(Fields.number(in), Fields.number(in), Fields.number(in));
    }

    private static void auction(Output out, OpenAuction open) {
        Fields.number(out, open.id());
        Fields.number(out, open.account());
        Fields.integer(out, open.reserve());
        Fields.number(out, open.due());
        Fields.number(out, open.tick());
        collateral(out, open.auction());
    }

    private static OpenAuction auction(Input in) {
        return new OpenAuction(
                Fields.number(in),
                Fields.number(in),
                Fields.integer(in),
                Fields.number(in),
                Fields.number(in),
                collateral(in));
    }

    private static void collateral(Output out, CollateralAuction auction) {
        Fields.number(out, auction.tab());
        Fields.number(out, auction.lot());
        Fields.number(out, auction.top());
        Fields.number(out, auction.startedAt());
    }

    private static CollateralAuction collateral(Input in) {
        return new CollateralAuction(Fields.number(in), Fields.number(in), Fields.number(in), Fields.number(in));
    }

    private static void debtAuction(Output out, OpenDebtAuction open) {
        Fields.number(out, open.id());
        debt(out, open.auction());
    }

    private static OpenDebtAuction debtAuction(Input in) {
        return new OpenDebtAuction(Fields.number(in), debt(in));
    }

    private static void debt(Output out, DebtAuction auction) {
        Fields.number(out, auction.bid());
        Fields.number(out, auction.lot());
        Fields.optional(out, auction.leader(), Fields::text);
        Fields.number(out, auction.bidEndsAt());
        Fields.number(out, auction.endsAt());
    }

    private static DebtAuction debt(Input in) {
        return new DebtAuction(
                Fields.number(in),
                Fields.number(in),
                Fields.optional(in, Fields::text),
                Fields.number(in),
                Fields.number(in));
    }

    private static void surplusAuction(Output out, OpenSurplusAuction open) {
        Fields.number(out, open.id());
        surplus(out, open.auction());
    }

    private static OpenSurplusAuction surplusAuction(Input in) {
        return new OpenSurplusAuction(Fields.number(in), surplus(in));
    }

    private static void surplus(Output out, SurplusAuction auction) {
        Fields.number(out, auction.lot());
        Fields.number(out, auction.bid());
        Fields.optional(out, auction.leader(), Fields::text);
        Fields.number(out, auction.bidEndsAt());
        Fields.number(out, auction.endsAt());
    }

    private static SurplusAuction surplus(Input in) {
        return new SurplusAuction(
                Fields.number(in),
                Fields.number(in),
                Fields.optional(in, Fields::text),
                Fields.number(in),
                Fields.number(in));
    }
}
