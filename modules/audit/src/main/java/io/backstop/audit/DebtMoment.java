package io.backstop.audit;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenAuction;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.pool.Reserve;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.simulation.DebtFact.DebtClosed;
import io.backstop.simulation.DebtFact.ProtocolFigures;
import io.backstop.simulation.DebtFact.ReserveFigures;
import io.backstop.simulation.DebtHoldings;
import io.backstop.simulation.Venue;
import java.util.Arrays;

/** What holds of lending protocols and parties at one close. */
final class DebtMoment {
    /** One, of an index. */
    static final long ONE = 1_000_000_000_000_000L;

    private final Place place;
    private final Venue venue;
    private final DebtHoldings holdings;
    private final Standing now;
    private final DebtStanding debt;

    DebtMoment(Place place, Venue venue, DebtHoldings holdings, Standing now, DebtStanding debt) {
        this.place = place;
        this.venue = venue;
        this.holdings = holdings;
        this.now = now;
        this.debt = debt;
    }

    void check(Standing opening, DebtStanding atOpening) {
        conserved(opening, atOpening);
        tokens(opening, atOpening);
        for (int protocol = 0; protocol < debt.protocols.size(); protocol++) {
            debt.protocols.get(protocol).nothingNegative(place);
            reserves(protocol);
            figures(protocol);
        }
        place.within(Invariant.I7, "cash of parties", 0, Long.MAX_VALUE, debt.partyCash);
        for (long units : debt.partyUnits) {
            place.within(Invariant.I7, "units of parties", 0, Long.MAX_VALUE, units);
        }
        if (debt.parties != null) {
            debt.parties.check(place, holdings.closed());
        }
    }

    /** I1 over venue, lending protocols and parties. */
    private void conserved(Standing opening, DebtStanding atOpening) {
        long dollars = Math.addExact(opening.dollars(), atOpening.dollars());
        place.same(
                Invariant.I1,
                "dollars of all",
                Math.addExact(dollars, debt.outside.dollars),
                Math.addExact(now.dollars(), debt.dollars()));
        for (int asset = 0; asset < venue.assets(); asset++) {
            long units = Math.addExact(opening.units(asset), atOpening.units(asset));
            place.same(
                    Invariant.I1,
                    "units of all of asset " + asset,
                    Math.addExact(units, debt.outside.units[asset]),
                    Math.addExact(now.units(asset), debt.units(asset)));
        }
    }

    /** I2 for receipt tokens: the public has what nobody else had at the opening, and what it got or gave back since. */
    private void tokens(Standing opening, DebtStanding atOpening) {
        PartyBooks parties = debt.parties;
        if (parties == null) {
            return;
        }
        for (TokenSpec token : venue.scenario().debt().tokens()) {
            int asset = token.asset();
            long ofPublic = token.supply() - Math.addExact(opening.units(asset), atOpening.units(asset));
            place.within(Invariant.I2, "units of token " + asset + " of the public", 0, token.supply(), ofPublic);
            long all = Math.addExact(now.units(asset), debt.units(asset));
            place.same(
                    Invariant.I2,
                    "units of token " + asset + " issued",
                    Math.subtractExact(token.supply(), parties.burned[asset]),
                    Math.addExact(all, Math.addExact(ofPublic, debt.outside.ofPublic[asset])));
        }
    }

    // I6

    private void reserves(int protocol) {
        LendingPool pool = holdings.pools().get(protocol);
        LendingTotals totals = holdings.totals().get(protocol);
        LendingBooks books = debt.protocols.get(protocol);
        for (int number = 0; number < pool.reserves().size(); number++) {
            Reserve reserve = pool.reserves().get(number);
            String what = books.spec.name() + ", reserve " + number + ", ";
            long held = Math.addExact(totals.supplied()[number], pool.publicSupply()[number]);
            place.same(Invariant.I6, what + "claims", number == books.issuing ? 0 : reserve.scaledSupply(), held);
            place.same(Invariant.I6, what + "debts", reserve.scaledDebt(), totals.owed()[number]);
            long owed = Exact.ceiling(reserve.scaledDebt(), reserve.borrowIndex(), ONE);
            long supply = Exact.floor(reserve.scaledSupply(), reserve.supplyIndex(), ONE);
            place.same(
                    Invariant.I6,
                    what + "assets and claims",
                    Math.addExact(supply, reserve.treasury()),
                    Math.addExact(Math.addExact(reserve.cash(), owed), reserve.deficit()));
            if (number != books.issuing) {
                place.same(Invariant.I8, what + "open deficits", reserve.deficit(), open(pool, number));
            }
            stated(what, figures(protocol, number), reserve, owed, supply);
        }
    }

    private static long open(LendingPool pool, int reserve) {
        long sum = 0;
        for (OpenDeficit deficit : pool.deficits()) {
            sum = Math.addExact(sum, deficit.reserve() == reserve ? deficit.units() : 0);
        }
        return sum;
    }

    private ReserveFigures figures(int protocol, int reserve) {
        for (ReserveFigures figures : holdings.closed().reserves()) {
            if (figures.protocol() == protocol && figures.reserve() == reserve) {
                return figures;
            }
        }
        throw place.broken(Invariant.I6, "no figures of protocol " + protocol + ", reserve " + reserve, 1);
    }

    private void stated(String what, ReserveFigures figures, Reserve reserve, long owed, long supply) {
        place.same(Invariant.I6, what + "stated cash", reserve.cash(), figures.cash());
        place.same(Invariant.I6, what + "stated debt", owed, figures.debt());
        place.same(Invariant.I6, what + "stated supply", supply, figures.supply());
        place.same(Invariant.I6, what + "stated treasury", reserve.treasury(), figures.treasury());
        place.same(Invariant.I6, what + "stated deficit", reserve.deficit(), figures.deficit());
        long all = Math.addExact(reserve.cash(), owed);
        place.same(
                Invariant.I6,
                what + "stated utilisation",
                all == 0 ? 0 : Exact.floor(owed, ONE, all),
                figures.utilisation());
    }

    private void figures(int protocol) {
        DebtClosed closed = holdings.closed();
        LendingPool pool = holdings.pools().get(protocol);
        LendingBooks books = debt.protocols.get(protocol);
        ProtocolFigures figures = closed.protocols().get(protocol);
        String what = books.spec.name() + ", stated ";
        place.same(
                Invariant.I6,
                what + "keepers' cash",
                Arrays.stream(pool.keepers()).reduce(0, Math::addExact),
                figures.keeperCash());
        place.same(Invariant.I6, what + "stakes", pool.safety().staked(), figures.staked());
        long tab = 0;
        for (OpenAuction open : pool.house().auctions()) {
            tab = Math.addExact(tab, open.auction().tab());
        }
        place.same(Invariant.I6, what + "auctions", pool.house().auctions().size(), figures.auctions());
        place.same(Invariant.I6, what + "tabs", tab, figures.tab());
        Reserve dollars = books.issuing < 0 ? Reserve.empty(0) : pool.reserves().get(books.issuing);
        place.same(Invariant.I6, what + "surplus", dollars.treasury(), figures.surplus());
        place.same(Invariant.I6, what + "debt of the ledger", dollars.deficit(), figures.queuedDebt());
        long open = 0;
        for (int number = 0; books.issuing < 0 && number < pool.reserves().size(); number++) {
            open = Math.addExact(open, value(pool.reserves().get(number).deficit(), figures(protocol, number)));
        }
        place.same(Invariant.I8, what + "open deficits", open, figures.openDeficit());
        long waiting = 0;
        for (RedemptionRequest request : pool.redemptions()) {
            waiting = Math.addExact(waiting, value(request.units(), figures(protocol, request.reserve())));
        }
        place.same(Invariant.I6, what + "withdrawals that wait", waiting, figures.redemptions());
    }

    private static long value(long units, ReserveFigures figures) {
        return Math.multiplyExact(units, Math.max(0, figures.price()));
    }
}
