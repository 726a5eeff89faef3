package io.backstop.simulation;

import io.backstop.lending.engine.LendingView;
import io.backstop.lending.oracle.OracleRule;
import io.backstop.lending.oracle.PriceHistory;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.Talk.Frame;
import java.util.List;
import java.util.OptionalLong;

/** What protocols see of prices: marks or net asset values, now or at the close of an earlier tick. */
final class Oracles {
    private final Venue venue;

    Oracles(Venue venue) {
        this.venue = venue;
    }

    /**
     * Prices of a moment and of the past.
     *
     * @param tick of the moment
     * @param mark of each asset at it
     * @param nav of each asset at it, -1 for what is no token
     */
    record Sight(RunState state, Frame frame, long tick, long[] mark, long[] nav) {
        /** The close of an earlier tick. */
        private DebtFact.DebtClosed closed(long earlier) {
            if (earlier <= state.history.size()) {
                return state.history.get((int) earlier - 1);
            }
            for (Fact fact : frame.pending()) {
                if (fact instanceof DebtFact.DebtClosed closed && closed.tick() == earlier) {
                    return closed;
                }
            }
            throw new IllegalStateException("tick " + earlier + " is not closed yet");
        }

        private long price(OracleSpec.Source source, int asset, long at, Venue venue) {
            boolean isMarket = source == OracleSpec.Source.MARKET;
            if (at >= tick) {
                return isMarket ? mark[asset] : nav[asset];
            }
            if (at == 0) {
                return venue.index(venue.markets() + asset, 0);
            }
            DebtFact.DebtClosed closed = closed(at);
            return isMarket ? closed.assetMark()[asset] : closed.nav()[asset];
        }
    }

    /** What a protocol sees of its reserves' prices, micro-dollars a unit; {@link LendingView#NO_PRICE} where it sees none. */
    long[] prices(int protocol, Sight sight) {
        List<ReserveSpec> reserves =
                venue.scenario().debt().lending().get(protocol).reserves();
        long[] prices = new long[reserves.size()];
        for (int reserve = 0; reserve < prices.length; reserve++) {
            ReserveSpec spec = reserves.get(reserve);
            prices[reserve] = spec.asset() == ReserveSpec.USD ? 1 : price(spec.oracle(), spec.asset(), sight);
        }
        return prices;
    }

    /** What an oracle says of an asset, on its grid. */
    long price(OracleSpec oracle, int asset, Sight sight) {
        long tickMillis = venue.scenario().tickMillis();
        PriceHistory history = millis -> millis < 0
                ? OptionalLong.empty()
                : OptionalLong.of(sight.price(oracle.source(), asset, millis / tickMillis, venue));
        return rule(oracle)
                .price(history, Math.multiplyExact(sight.tick(), tickMillis))
                .orElse(LendingView.NO_PRICE);
    }

    private static OracleRule rule(OracleSpec oracle) {
        return switch (oracle.kind()) {
            case LIVE -> new OracleRule.Live();
            case LAGGED -> new OracleRule.Lagged(oracle.parameter());
            case FROZEN -> new OracleRule.Frozen(oracle.parameter());
            case HARD_CODED -> new OracleRule.HardCoded(oracle.parameter());
        };
    }

    /** Net asset values at the close of the tick before, or what tokens opened at. */
    long[] navBefore(RunState state, Frame frame) {
        Sight sight = new Sight(state, frame, frame.tick(), new long[0], new long[0]);
        long[] navs = new long[venue.assets()];
        for (int asset = 0; asset < navs.length; asset++) {
            navs[asset] = venue.network().issuerOf(asset) < 0
                    ? -1
                    : sight.price(OracleSpec.Source.NAV, asset, frame.tick() - 1, venue);
        }
        return navs;
    }

    /** Marks of the assets at the close of the tick before. */
    long[] marksBefore(RunState state, Frame frame) {
        Sight sight = new Sight(state, frame, frame.tick(), new long[0], new long[0]);
        long[] marks = new long[venue.assets()];
        for (int asset = 0; asset < marks.length; asset++) {
            marks[asset] = sight.price(OracleSpec.Source.MARKET, asset, frame.tick() - 1, venue);
        }
        return marks;
    }
}
