package io.backstop.report;

import io.backstop.lending.pass.LendingLine;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.PartyFigures;
import io.backstop.simulation.DebtFact.ReserveFigures;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the report says of lending protocols and parties: paths over time, losses by layer, and the steps of the graph. */
final class DebtBook implements RunListener {
    /** Steps that the graph shows at most; later ones are left out but for the last. */
    static final int STEPS = 200;

    private static final double PARTS = 1e15;

    private final DebtNames names;
    private final ClaimBook claims;
    private final DebtGraph graph;
    private final int ticksPerPoint;
    private final List<EnumMap<Path, double[]>> paths = new ArrayList<>();
    private final double[][] index;
    private final double[][] mark;
    private final double[][] nav;
    private final Map<Borne, Long> losses = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean isTouched;
    private boolean isCut;
    private Step last = new Step(0, 0, "time zero", List.of(), List.of(), List.of(), new long[0]);

    /** A protocol over time. */
    enum Path {
        /** Of the reserve with the least cash for its debt. */
        UTILISATION("Utilisation of the fullest reserve", "share of supply that is lent out"),
        BAD_DEBT("Bad debt", "USD at the protocol’s prices, open at the close"),
        TREASURY("Treasury", "USD: surplus less debt, or the protocol’s share of the reserves"),
        WAITING("Withdrawals that wait for cash", "USD"),
        KEEPERS("Cash of liquidators and keepers", "USD");

        private final String title;
        private final String unit;

        Path(String title, String unit) {
            this.title = title;
            this.unit = unit;
        }

        String title() {
            return title;
        }

        String unit() {
            return unit;
        }
    }

    /** Who bears what: a place and a layer. */
    record Borne(String place, String layer) implements Comparable<Borne> {
        @Override
        public int compareTo(Borne other) {
            int byPlace = place.compareTo(other.place);
            return byPlace != 0 ? byPlace : layer.compareTo(other.layer);
        }
    }

    /**
     * A moment that the graph shows.
     *
     * @param fallen parties that went into default
     * @param missed protocols in which debt was left without collateral
     * @param parties as written down then, or nothing if they were not
     * @param protocolAssets of each protocol, micro-dollars, or nothing
     */
    record Step(
            long tick,
            int pass,
            String label,
            List<Integer> fallen,
            List<Integer> missed,
            List<PartyFigures> parties,
            long[] protocolAssets) {}

    DebtBook(DebtNames names, ClaimBook claims) {
        this.names = names;
        this.claims = claims;
        this.graph = new DebtGraph(names, claims);
        int ticks = names.scenario().ticks();
        int assets = names.scenario().assets().size();
        this.ticksPerPoint = Math.max(1, Math.ceilDiv(ticks, RunSeries.POINTS));
        int capacity = Math.ceilDiv(ticks, ticksPerPoint);
        for (int protocol = 0; protocol < names.protocols(); protocol++) {
            EnumMap<Path, double[]> own = new EnumMap<>(Path.class);
            for (Path path : Path.values()) {
                own.put(path, new double[capacity]);
            }
            paths.add(own);
        }
        this.index = new double[assets][capacity];
        this.mark = new double[assets][capacity];
        this.nav = new double[assets][capacity];
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    @Override
    public void settled(Fact.PassSettled pass) {}

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void closed(Fact.TickClosed tick) {}

    @Override
    public void ended(Fact.RunClosed ended) {
        if (steps.isEmpty() || !steps.getLast().equals(last)) {
            steps.add(last);
        }
    }

    @Override
    public void debt(DebtFact fact) {
        graph.take(fact);
        switch (fact) {
            case DebtFact.LendingSettled settled -> lending(settled);
            case DebtFact.PartiesSettled settled -> parties(settled);
            case DebtFact.DebtClosed closed -> closed(closed);
            case DebtFact.DebtOpened opened -> {}
        }
    }

    private void lending(DebtFact.LendingSettled settled) {
        List<Integer> missed = settled.outcomes().stream()
                .filter(outcome -> outcome.lines().stream().anyMatch(LendingLine.Deficit.class::isInstance))
                .map(outcome -> names.protocol(outcome.protocol()))
                .toList();
        if (!missed.isEmpty()) {
            add(step(settled.tick(), settled.pass(), "debt without collateral", List.of(), missed));
        }
    }

    private void parties(DebtFact.PartiesSettled settled) {
        switch (settled.occasion()) {
            case FLOWS -> {
                String reasons = String.join(
                        ", ",
                        settled.flows().stream().map(DebtFact.Flow::reason).toList());
                add(step(settled.tick(), settled.pass(), "flow: " + reasons, List.of(), List.of()));
            }
            case DEFAULTS -> {
                List<Integer> fallen =
                        settled.defaults().stream().map(DebtFact.Default::party).toList();
                add(step(settled.tick(), settled.pass(), "default", fallen, List.of()));
            }
            case REDEMPTIONS, ESTATES -> {}
        }
    }

    private static Step step(long tick, int pass, String label, List<Integer> fallen, List<Integer> missed) {
        return new Step(tick, pass, label, fallen, missed, List.of(), new long[0]);
    }

    private void add(Step step) {
        isTouched = true;
        if (steps.size() < STEPS) {
            steps.add(step);
        } else {
            isCut = true;
        }
    }

    private void closed(DebtFact.DebtClosed closed) {
        int point = Math.toIntExact(Math.max(0, closed.tick() - 1) / ticksPerPoint);
        for (int asset = 0; asset < index.length; asset++) {
            double unit = Math.pow(10, -names.priceDecimals(asset));
            index[asset][point] = closed.assetIndex()[asset] * unit;
            mark[asset][point] = closed.assetMark()[asset] * unit;
            nav[asset][point] = closed.nav()[asset] < 0 ? Double.NaN : closed.nav()[asset] * unit;
        }
        long[] assets = new long[paths.size()];
        double[] used = new double[paths.size()];
        long[] treasury = new long[paths.size()];
        for (ReserveFigures reserve : closed.reserves()) {
            int protocol = reserve.protocol();
            long price = Math.max(0, reserve.price());
            assets[protocol] = Math.addExact(
                    assets[protocol], Math.multiplyExact(Math.addExact(reserve.cash(), reserve.debt()), price));
            treasury[protocol] = Math.addExact(treasury[protocol], Math.multiplyExact(reserve.treasury(), price));
            used[protocol] = Math.max(used[protocol], reserve.utilisation() / PARTS);
        }
        for (int protocol = 0; protocol < assets.length; protocol++) {
            DebtFact.ProtocolFigures figures = closed.protocols().get(protocol);
            boolean isIssuer = names.spec(protocol).maker() != null;
            path(protocol, Path.UTILISATION)[point] = isIssuer ? 0 : used[protocol];
            path(protocol, Path.BAD_DEBT)[point] =
                    dollars(isIssuer ? Math.max(0, figures.queuedDebt() - figures.surplus()) : figures.openDeficit());
            path(protocol, Path.TREASURY)[point] =
                    dollars(isIssuer ? figures.surplus() - figures.queuedDebt() : treasury[protocol]);
            path(protocol, Path.WAITING)[point] = dollars(figures.redemptions());
            path(protocol, Path.KEEPERS)[point] = dollars(figures.keeperCash());
        }
        last = new Step(closed.tick(), 0, "close of the tick", List.of(), List.of(), closed.parties(), assets);
        if (isTouched || steps.isEmpty()) {
            add(last);
        }
        isTouched = false;
    }

    private static double dollars(long micros) {
        return micros / 1e6;
    }

    void loss(LossLedger.Line line) {
        losses.merge(new Borne(line.place(), line.layer()), line.amount(), Math::addExact);
    }

    DebtNames names() {
        return names;
    }

    ClaimBook claims() {
        return claims;
    }

    DebtGraph graph() {
        return graph;
    }

    List<Step> steps() {
        return steps;
    }

    /** Whether there were more steps than are shown. */
    boolean isCut() {
        return isCut;
    }

    double[] path(int protocol, Path path) {
        return Objects.requireNonNull(paths.get(protocol).get(path));
    }

    /** Exogenous price in dollars a unit. */
    double[] index(int asset) {
        return index[asset];
    }

    /** Displaced price in dollars a unit. */
    double[] mark(int asset) {
        return mark[asset];
    }

    /** Net asset value in dollars a unit; not a number for what is no claim on a party. */
    double[] nav(int asset) {
        return nav[asset];
    }

    /** Micro-dollars by place and layer, what was carried left out. */
    Map<Borne, Long> losses() {
        return losses;
    }

    /** The last value of a path. */
    double end(int protocol, Path path, int points) {
        return points == 0 ? 0 : path(protocol, path)[points - 1];
    }

    /** Whether an asset is held at a protocol or is a claim on a party. */
    boolean isShown(int asset) {
        if (names.network().issuerOf(asset) >= 0) {
            return true;
        }
        for (int protocol = 0; protocol < names.protocols(); protocol++) {
            if (names.spec(protocol).reserves().stream()
                    .mapToInt(ReserveSpec::asset)
                    .anyMatch(at -> at == asset)) {
                return true;
            }
        }
        return false;
    }
}
