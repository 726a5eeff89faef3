package io.backstop.audit;

import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.simulation.DebtFact.DebtClosed;
import io.backstop.simulation.DebtFact.ProtocolFigures;
import io.backstop.simulation.DebtFact.ReserveFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The reserves of one lending protocol as the lines of its outcomes tell them, with interest computed anew. */
final class ShadowPool {
    private final LendingSpec spec;
    private final int number;
    private final int issuing;
    private final List<ShadowReserve> reserves = new ArrayList<>();

    /** At time zero. */
    ShadowPool(int number, LendingBooks opening) {
        this.spec = opening.spec;
        this.number = number;
        this.issuing = opening.issuing;
        for (int reserve = 0; reserve < opening.cash.length; reserve++) {
            boolean isIssuing = reserve == issuing;
            long debt = opening.owed[reserve];
            long supply = isIssuing ? opening.issued : Math.addExact(opening.cash[reserve], debt);
            reserves.add(
                    new ShadowReserve(spec.reserves().get(reserve), isIssuing, opening.cash[reserve], debt, supply));
        }
    }

    private ShadowReserve dollars() {
        return reserves.get(issuing);
    }

    /** Moves on by an outcome's lines; only their order tells a debt burned now from one that an auction left. */
    void post(LendingOutcome outcome) {
        reserves.forEach(reserve -> reserve.accrue(outcome.pool().now()));
        long leftByAuction = Long.MIN_VALUE;
        for (LendingLine line : outcome.lines()) {
            if (line instanceof LendingLine.Deficit deficit) {
                if (deficit.account() != leftByAuction) {
                    reserves.get(deficit.reserve()).debt(-deficit.units());
                    reserves.get(deficit.reserve()).deficit(deficit.units());
                }
            } else {
                post(line);
            }
            leftByAuction = switch (line) {
                case LendingLine.AuctionClosed closed -> closed.account();
                case LendingLine.Skimmed skimmed -> skimmed.account();
                default -> Long.MIN_VALUE;
            };
        }
    }

    private void post(LendingLine line) {
        switch (line) {
            case LendingLine.Liquidated l -> {
                repaid(l.debtReserve(), l.repaid());
                ShadowReserve collateral = reserves.get(l.collateralReserve());
                collateral.cash(l.fee() - l.seized());
                collateral.supply(-l.seized());
                collateral.treasury(l.fee());
            }
            case LendingLine.AuctionKicked l -> {
                supplied(l.reserve(), -l.lot());
                dollars().debt(-l.due());
                dollars().deficit(l.due());
                incentive(l.incentive());
            }
            case LendingLine.AuctionTaken l -> {
                supplied(l.reserve(), l.returned());
                income(l.paid());
            }
            case LendingLine.AuctionReset l -> incentive(l.incentive());
            case LendingLine.AuctionCancelled l -> {
                supplied(l.reserve(), l.lot());
                dollars().debt(l.tab());
                dollars().treasury(l.tab());
            }
            case LendingLine.DeficitPaid l -> {
                switch (l.layer()) {
                    case OFFSET, STAKES -> {
                        reserves.get(l.reserve()).cash(l.units());
                        reserves.get(l.reserve()).deficit(-l.units());
                    }
                    case SURPLUS, DEBT_AUCTION, SUPPLIERS -> {}
                }
            }
            case LendingLine.WrittenDown l -> reserves.get(l.reserve()).writtenDown(l.units());
            case LendingLine.ToppedUp l -> supplied(l.reserve(), l.units());
            case LendingLine.SoldToRepay l -> {
                supplied(l.collateralReserve(), -l.sold());
                repaid(l.debtReserve(), l.repaid());
            }
            case LendingLine.Leveraged l -> {
                repaid(l.debtReserve(), -l.drawn());
                supplied(l.collateralReserve(), l.bought());
            }
            case LendingLine.RepaidFromCash l -> repaid(l.reserve(), l.units());
            case LendingLine.RedemptionPaid l -> supplied(l.reserve(), -l.units());
            case LendingLine.Recapitalised l -> income(l.dollars());
            case LendingLine.SurplusSold l -> income(-l.dollars());
            case LendingLine.Skimmed l -> {
                dollars().debt(-l.debt());
                dollars().deficit(l.debt());
                reserves.get(l.reserve()).supply(-l.taken());
                reserves.get(l.reserve()).treasury(l.taken());
            }
            case LendingLine.Deficit l -> {}
            case LendingLine.AuctionClosed l -> {}
            case LendingLine.Deposited l -> {}
            case LendingLine.RedemptionAsked l -> {}
            case LendingLine.Outbid l -> {}
            case LendingLine.DebtAuctionDealt l -> {}
            case LendingLine.CeilingChanged l -> {}
        }
    }

    private void supplied(int reserve, long units) {
        reserves.get(reserve).cash(units);
        reserves.get(reserve).supply(units);
    }

    /** Issued dollars vanish when they are repaid. */
    private void repaid(int reserve, long units) {
        reserves.get(reserve).debt(-units);
        if (reserve == issuing) {
            dollars().supply(-units);
        } else {
            reserves.get(reserve).cash(units);
        }
    }

    private void income(long dollars) {
        dollars().supply(-dollars);
        dollars().treasury(dollars);
    }

    private void incentive(long dollars) {
        if (dollars > 0) {
            dollars().supply(dollars);
            dollars().deficit(dollars);
        }
    }

    // a close

    /** What is published is what the lines come to, up to the rounding of interest. */
    void check(Place place, DebtClosed closed, long now) {
        for (ReserveFigures figures : closed.reserves()) {
            if (figures.protocol() == number) {
                ShadowReserve reserve = reserves.get(figures.reserve()).copy();
                reserve.accrue(now);
                String what = spec.name() + ", replayed reserve " + figures.reserve() + ", ";
                place.same(Invariant.I6, what + "cash", reserve.cash, figures.cash());
                near(place, what + "debt", reserve, reserve.debt, figures.debt());
                if (figures.reserve() == issuing) {
                    ledger(place, what, reserve, figures, closed.protocols().get(number));
                } else {
                    near(place, what + "supply", reserve, reserve.supply, figures.supply());
                    near(place, what + "treasury", reserve, reserve.treasury, figures.treasury());
                    near(place, what + "deficit", reserve, reserve.deficit, figures.deficit());
                }
            }
        }
    }

    private static void near(Place place, String what, ShadowReserve reserve, BigDecimal expected, long found) {
        long off = rounded(BigDecimal.valueOf(found).subtract(expected));
        long slack = rounded(reserve.slack);
        place.within(Invariant.I6, what, -slack, slack, off);
    }

    private static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.UP).longValueExact();
    }

    /** No line says when surplus heals debt or goes to auction: what is between them and whole lots is known. */
    private void ledger(
            Place place, String what, ShadowReserve reserve, ReserveFigures figures, ProtocolFigures protocol) {
        BigDecimal net = reserve.treasury.subtract(reserve.deficit);
        BigDecimal lots = net.subtract(BigDecimal.valueOf(protocol.surplus() - protocol.queuedDebt()));
        near(place, what + "supply", reserve, reserve.supply.add(lots), figures.supply());
        MakerSpec maker = spec.maker();
        long lot = maker == null ? 0 : maker.ledger().bump();
        BigDecimal whole = lot == 0
                ? BigDecimal.ZERO
                : lots.divide(BigDecimal.valueOf(lot), 0, RoundingMode.HALF_EVEN)
                        .multiply(BigDecimal.valueOf(lot));
        near(place, what + "surplus in auctions, whole lots", reserve, lots.subtract(whole), 0);
        place.within(Invariant.I6, what + "surplus in auctions", 0, Long.MAX_VALUE, rounded(whole));
    }
}
