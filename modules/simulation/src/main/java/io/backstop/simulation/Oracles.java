package io.backstop.simulation;

import io.backstop.lending.engine.LendingView;
import io.backstop.lending.oracle.OracleRule;
import io.backstop.lending.oracle.PriceHistory;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.RunState.AssetPrices;
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
     * @param now prices at it
     */
    record Sight(RunState state, Frame frame, long tick, AssetPrices now) {}

    /** The sight of a tick whose marks and net asset values are known. */
    static Sight at(RunState state, Frame frame, long[] marks, long[] navs) {
        return new Sight(state, frame, frame.tick(), new AssetPrices(marks, navs));
    }

    /** The sight of the close of the tick before. */
    Sight before(RunState state, Frame frame) {
        long tick = frame.tick() - 1;
        return new Sight(state, frame, tick, closed(state, frame, tick));
    }

    private AssetPrices closed(RunState state, Frame frame, long tick) {
        if (tick == 0) {
            return opening();
        }
        if (tick <= state.history.size()) {
            return state.history.get((int) tick - 1);
        }
        for (Fact fact : frame.pending()) {
            if (fact instanceof DebtFact.DebtClosed closed && closed.tick() == tick) {
                return new AssetPrices(closed.assetMark(), closed.nav());
            }
        }
        throw new IllegalStateException("tick " + tick + " is not closed yet");
    }

    /** A token opens at its market's price. */
    private AssetPrices opening() {
        long[] marks = new long[venue.assets()];
        long[] navs = new long[venue.assets()];
        for (int asset = 0; asset < marks.length; asset++) {
            marks[asset] = venue.index(venue.markets() + asset, 0);
            navs[asset] = venue.network().issuerOf(asset) < 0 ? -1 : marks[asset];
        }
        return new AssetPrices(marks, navs);
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
                : OptionalLong.of(price(oracle.source(), asset, millis / tickMillis, sight));
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

    private long price(OracleSpec.Source source, int asset, long tick, Sight sight) {
        AssetPrices prices = tick >= sight.tick() ? sight.now() : closed(sight.state(), sight.frame(), tick);
        return switch (source) {
            case MARKET -> prices.mark()[asset];
            case NAV -> prices.nav()[asset];
        };
    }
}
