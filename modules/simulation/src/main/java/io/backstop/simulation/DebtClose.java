package io.backstop.simulation;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.pool.Reserve;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.DebtFact.ProtocolFigures;
import io.backstop.simulation.DebtFact.ProtocolOpening;
import io.backstop.simulation.DebtFact.ReserveFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** Puts together what lending protocols and parties hold at the opening and at the close of a tick. */
final class DebtClose {
    private DebtClose() {}

    /** A protocol at time zero. */
    static ProtocolOpening opening(Venue venue, int protocol, LendingTotals totals) {
        PoolTerms terms = venue.lending().get(protocol);
        LendingPool pool = LendingPool.opened(terms, totals.supplied(), totals.owed());
        long[] supplied = new long[terms.count()];
        long[] units = new long[venue.assets()];
        long dollars = Arrays.stream(pool.keepers()).reduce(0, Math::addExact);
        for (int number = 0; number < supplied.length; number++) {
            Reserve reserve = pool.reserves().get(number);
            supplied[number] = reserve.supply();
            long held = Math.addExact(reserve.cash(), totals.wallet()[number]);
            if (terms.assets()[number] == ReserveSpec.USD) {
                dollars = Math.addExact(dollars, held);
            } else {
                int asset = terms.assets()[number];
                units[asset] = Math.addExact(units[asset], held);
            }
        }
        return new ProtocolOpening(
                terms.protocol(), totals.accounts(), supplied, totals.owed(), totals.cash(), dollars, units);
    }

    /**
     * The close of a tick.
     *
     * @param prices of each protocol's reserves, as it sees them
     * @param defaults parties in default and their deficits
     * @param inFull whether parties and claims are written down
     */
    static DebtFact.DebtClosed of(
            Venue venue,
            long tick,
            long[] assetIndex,
            long[] assetMark,
            DebtBooks books,
            List<long[]> prices,
            SortedMap<Integer, String> defaults,
            boolean inFull,
            int passes) {
        List<ReserveFigures> reserves = new ArrayList<>();
        List<ProtocolFigures> protocols = new ArrayList<>();
        for (int protocol = 0; protocol < books.pools().size(); protocol++) {
            LendingPool pool = books.pools().get(protocol);
            PoolTerms terms = venue.lending().get(protocol);
            for (int number = 0; number < terms.count(); number++) {
                reserves.add(reserve(protocol, number, pool, terms, prices.get(protocol)[number]));
            }
            protocols.add(protocol(terms, pool, prices.get(protocol)));
        }
        DebtClearing clearing = books.clearing();
        return new DebtFact.DebtClosed(
                tick,
                assetIndex,
                assetMark,
                books.nav(),
                reserves,
                protocols,
                clearing == null || !inFull ? List.of() : clearing.figures(),
                clearing == null || !inFull ? List.of() : clearing.claims(defaults),
                clearing == null ? 0 : clearing.inDefault(),
                passes);
    }

    private static ReserveFigures reserve(int protocol, int number, LendingPool pool, PoolTerms terms, long price) {
        Reserve reserve = pool.reserves().get(number);
        return new ReserveFigures(
                protocol,
                number,
                price,
                reserve.cash(),
                reserve.debt(),
                reserve.supply(),
                reserve.treasury(),
                reserve.deficit(),
                reserve.utilisation(),
                reserve.borrowRate(terms.reserves().get(number)));
    }

    private static ProtocolFigures protocol(PoolTerms terms, LendingPool pool, long[] prices) {
        long deficit = 0;
        for (int number = 0; number < prices.length; number++) {
            deficit = Math.addExact(deficit, value(pool.reserves().get(number).deficit(), prices[number]));
        }
        long waiting = 0;
        for (RedemptionRequest request : pool.redemptions()) {
            waiting = Math.addExact(waiting, value(request.units(), prices[request.reserve()]));
        }
        Ledger ledger = pool.minted() < 0 ? Ledger.EMPTY : pool.ledger();
        return new ProtocolFigures(
                terms.protocol(),
                Arrays.stream(pool.keepers()).reduce(0, Math::addExact),
                pool.house().auctions().size(),
                pool.house().dirt(),
                ledger.surplus(),
                ledger.debt(),
                pool.safety().staked(),
                pool.minted() < 0 ? deficit : 0,
                waiting);
    }

    /** Value of units; 0 where there is no price. */
    private static long value(long units, long price) {
        return Math.multiplyExact(units, Math.max(0, price));
    }
}
