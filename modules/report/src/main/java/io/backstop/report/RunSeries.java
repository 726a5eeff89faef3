package io.backstop.report;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * A run over time for the report, in at most {@value #POINTS} points: a point is a tick, or several in a long run. Flow is
 * summed over a point's ticks; prices and balances are the last of them; extremes are kept apart, tick by tick.
 */
final class RunSeries implements RunListener {
    static final int POINTS = 5_000;

    private static final long MILLIS_IN_FIVE_MINUTES = 300_000;

    private final int markets;
    private final long tickMillis;
    private final int ticksPerPoint;
    private final long[] tickOfPoint;
    private final long[][] index;
    private final long[][] mark;
    private final EnumMap<Flow, long[][]> flow = new EnumMap<>(Flow.class);
    private final long[][] adlSize;
    private final long[][] adlConsideration;
    private final EnumMap<Balance, long[]> balance = new EnumMap<>(Balance.class);
    private final EnumMap<Balance, Long> minimum = new EnumMap<>(Balance.class);
    private final EnumMap<Balance, Long> first = new EnumMap<>(Balance.class);
    private final EnumMap<Balance, Long> last = new EnumMap<>(Balance.class);
    private final long[] inLiquidation;
    private final long[] ticksOfPasses;
    private final double[] lowestDisplacement;
    private final double[] highestDisplacement;
    private final long[] adlHaircut;
    private final long[] adlPnl;
    private int points;
    private long ties;
    private long dust;

    /** A balance with a path. */
    enum Balance {
        FUND_EQUITY("fund equity"),
        VAULT_EQUITY("vault equity"),
        VAULT_INVENTORY("vault inventory at mark"),
        FUND_INVENTORY("fund inventory at mark"),
        PARENT("vault's parent"),
        OUTSIDE_EQUITY("outside account, profit"),
        OUTSIDE_CASH("outside account, cash");

        private final String label;

        Balance(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    RunSeries(ResolvedScenario scenario) {
        this.markets = scenario.markets().size();
        this.tickMillis = scenario.tickMillis();
        this.ticksPerPoint = Math.max(1, Math.ceilDiv(scenario.ticks(), POINTS));
        int capacity = Math.ceilDiv(scenario.ticks(), ticksPerPoint);
        this.tickOfPoint = new long[capacity];
        this.index = new long[markets][capacity];
        this.mark = new long[markets][capacity];
        this.adlSize = new long[markets][capacity];
        this.adlConsideration = new long[markets][capacity];
        for (Flow exit : Flow.values()) {
            flow.put(exit, new long[markets][capacity]);
        }
        for (Balance kind : Balance.values()) {
            balance.put(kind, new long[capacity]);
        }
        this.inLiquidation = new long[capacity];
        this.ticksOfPasses = new long[scenario.maxPasses() + 1];
        this.lowestDisplacement = new double[markets];
        this.highestDisplacement = new double[markets];
        this.adlHaircut = new long[markets];
        this.adlPnl = new long[markets];
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    private int point(long tick) {
        return Math.toIntExact(Math.max(0, tick - 1) / ticksPerPoint);
    }

    @Override
    public void settled(Fact.PassSettled pass) {
        int point = point(pass.tick());
        AtMark.flows(pass, (exit, market, notional) -> amounts(exit)[market][point] += notional);
        pass.deleveragings().forEach(line -> deleveraging(pass, point, line));
    }

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void closed(Fact.TickClosed close) {
        int point = point(close.tick());
        points = point + 1;
        tickOfPoint[point] = close.tick();
        for (int m = 0; m < markets; m++) {
            prices(point, m, close.index()[m], close.mark()[m]);
        }
        balances(point, close);
        inLiquidation[point] = Math.max(inLiquidation[point], close.inLiquidation());
        ticksOfPasses[Math.min(close.passes(), ticksOfPasses.length - 1)]++;
        ties += close.ties();
        dust = close.dust();
    }

    @Override
    public void ended(Fact.RunClosed ended) {}

    private void prices(int point, int market, long exogenous, long displaced) {
        index[market][point] = exogenous;
        mark[market][point] = displaced;
        double displacement = exogenous > 0 ? (double) displaced / exogenous - 1 : 0;
        lowestDisplacement[market] = Math.min(lowestDisplacement[market], displacement);
        highestDisplacement[market] = Math.max(highestDisplacement[market], displacement);
    }

    private void deleveraging(Fact.PassSettled pass, int point, Fact.Deleveraging line) {
        int market = line.market();
        adlSize[market][point] += line.size();
        adlConsideration[market][point] += line.consideration();
        adlHaircut[market] = Math.addExact(adlHaircut[market], AtMark.haircut(pass, line));
        adlPnl[market] = Math.addExact(adlPnl[market], line.realisedPnl());
    }

    private void balances(int point, Fact.TickClosed close) {
        Fact.Funds funds = close.funds();
        put(Balance.FUND_EQUITY, point, funds.fundEquity());
        put(Balance.VAULT_EQUITY, point, funds.vaultEquity());
        put(Balance.FUND_INVENTORY, point, funds.fundInventory());
        put(Balance.VAULT_INVENTORY, point, funds.vaultInventory());
        put(Balance.PARENT, point, funds.parent());
        put(Balance.OUTSIDE_EQUITY, point, sum(close.outsideEquity()));
        put(Balance.OUTSIDE_CASH, point, sum(close.outsideCash()));
    }

    private void put(Balance kind, int point, long amount) {
        path(kind)[point] = amount;
        first.putIfAbsent(kind, amount);
        last.put(kind, amount);
        minimum.merge(kind, amount, Math::min);
    }

    private static long sum(long[] amounts) {
        long sum = 0;
        for (long amount : amounts) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    private long[][] amounts(Flow exit) {
        return Objects.requireNonNull(flow.get(exit));
    }

    /** Points with at least one closed tick. */
    int points() {
        return points;
    }

    int ticksPerPoint() {
        return ticksPerPoint;
    }

    /** Simulated seconds of a point's last tick. */
    double seconds(int point) {
        return tickOfPoint[point] * tickMillis / 1000.0;
    }

    long[] index(int market) {
        return index[market];
    }

    long[] mark(int market) {
        return mark[market];
    }

    long[] flow(Flow exit, int market) {
        return amounts(exit)[market];
    }

    /** Sum over the run for each market. */
    long[] flowByMarket(Flow exit) {
        return Arrays.stream(amounts(exit)).mapToLong(RunSeries::sum).toArray();
    }

    long[] path(Balance kind) {
        return Objects.requireNonNull(balance.get(kind));
    }

    long minimum(Balance kind) {
        return minimum.getOrDefault(kind, 0L);
    }

    /** At the close of the first tick. */
    long first(Balance kind) {
        return first.getOrDefault(kind, 0L);
    }

    long last(Balance kind) {
        return last.getOrDefault(kind, 0L);
    }

    long[] inLiquidation() {
        return inLiquidation;
    }

    /** Ticks by their number of passes. */
    long[] ticksOfPasses() {
        return ticksOfPasses;
    }

    /** The furthest that mark was below index, 0 or negative. */
    double lowestDisplacement(int market) {
        return lowestDisplacement[market];
    }

    /** The furthest that mark was above index, 0 or positive. */
    double highestDisplacement(int market) {
        return highestDisplacement[market];
    }

    long adlHaircut(int market) {
        return adlHaircut[market];
    }

    long adlPnl(int market) {
        return adlPnl[market];
    }

    long ties() {
        return ties;
    }

    long dust() {
        return dust;
    }

    /**
     * What the targets of ADL would have had more (positive) or less if they had kept what was closed.
     *
     * @param amount micro-dollars
     * @param notional at mark of the closes that it covers, in micro-dollars
     */
    record Regret(long amount, long notional) {}

    /** Regret at the last mark of the run. */
    Regret regretAtEnd() {
        return regret(point -> points - 1);
    }

    /** Regret five minutes after each close; closes in the last five minutes of the run are left out. */
    Regret regretAfterFiveMinutes() {
        int later = Math.toIntExact(Math.ceilDiv(MILLIS_IN_FIVE_MINUTES, tickMillis * ticksPerPoint));
        return regret(point -> point + later);
    }

    private Regret regret(IntUnaryOperator laterPoint) {
        long amount = 0;
        long notional = 0;
        for (int m = 0; m < markets; m++) {
            for (int point = 0; point < points; point++) {
                int later = laterPoint.applyAsInt(point);
                if (later < points && adlSize[m][point] != 0) {
                    amount += adlConsideration[m][point] - adlSize[m][point] * mark[m][later];
                    notional += Math.abs(adlSize[m][point]) * mark[m][point];
                }
            }
        }
        return new Regret(amount, notional);
    }
}
