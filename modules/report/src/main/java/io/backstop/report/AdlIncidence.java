package io.backstop.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whom ADL hit: concentration, leverage, deciles. Shares are of ADL notional at mark. */
final class AdlIncidence {
    private static final int DECILES = 10;

    private final List<AdlTarget> targets;
    private final long[] ascending;
    private final double total;

    AdlIncidence(List<AdlTarget> targets) {
        this.targets = List.copyOf(targets);
        this.ascending =
                targets.stream().mapToLong(AdlTarget::notional).sorted().toArray();
        this.total = Arrays.stream(ascending).sum();
    }

    boolean isEmpty() {
        return targets.isEmpty();
    }

    int accounts() {
        return targets.size();
    }

    /** Share of the accounts with the most. */
    double topShare(int accounts) {
        return Arrays.stream(ascending, Math.max(0, ascending.length - accounts), ascending.length)
                        .sum()
                / total;
    }

    /** Gini coefficient over the accounts that ADL hit: 0 if all gave the same, towards 1 if one gave all. */
    double gini() {
        int n = ascending.length;
        double weighted = 0;
        for (int i = 0; i < n; i++) {
            weighted += (i + 1.0) * ascending[i];
        }
        return 2 * weighted / (n * total) - (n + 1.0) / n;
    }

    /** The Lorenz curve at equal steps from 0 to 1: share of notional of the accounts with the least. */
    double[] lorenz(int steps) {
        double[] curve = new double[steps + 1];
        double sum = 0;
        int taken = 0;
        for (int step = 0; step <= steps; step++) {
            int until = (int) ((long) ascending.length * step / steps);
            while (taken < until) {
                sum += ascending[taken++];
            }
            curve[step] = sum / total;
        }
        return curve;
    }

    /** Middle account's value. */
    double median(ToDoubleFunction<AdlTarget> value) {
        double[] sorted = targets.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The value below which half of the ADL notional lies. */
    double weightedMedian(ToDoubleFunction<AdlTarget> value) {
        double sum = 0;
        double last = 0;
        for (AdlTarget target : sorted(value)) {
            sum += target.notional();
            last = value.applyAsDouble(target);
            if (sum >= total / 2) {
                break;
            }
        }
        return last;
    }

    private List<AdlTarget> sorted(ToDoubleFunction<AdlTarget> value) {
        List<AdlTarget> sorted = new ArrayList<>(targets);
        sorted.sort(Comparator.comparingDouble(value).thenComparing(AdlTarget::account));
        return sorted;
    }

    /** Some of the accounts, added up in micro-dollars. */
    record Group(
            int accounts, double least, double share, long notional, long haircut, long realisedPnl, long equity) {}

    /** Ten groups of as many accounts each, ascending in the value. */
    List<Group> deciles(ToDoubleFunction<AdlTarget> value) {
        List<AdlTarget> sorted = sorted(value);
        List<Group> deciles = new ArrayList<>(DECILES);
        for (int decile = 0; decile < DECILES; decile++) {
            int from = (int) ((long) sorted.size() * decile / DECILES);
            int to = (int) ((long) sorted.size() * (decile + 1) / DECILES);
            deciles.add(group(sorted.subList(from, to), value));
        }
        return deciles;
    }

    /** Accounts that also held a position of the other side, or those that did not. */
    Group hedged(boolean hedged) {
        return group(
                targets.stream().filter(target -> target.hedged() == hedged).toList(), target -> 0);
    }

    private Group group(List<AdlTarget> members, ToDoubleFunction<AdlTarget> value) {
        long notional = members.stream().mapToLong(AdlTarget::notional).sum();
        return new Group(
                members.size(),
                members.isEmpty() ? Double.NaN : value.applyAsDouble(members.getFirst()),
                notional / total,
                notional,
                members.stream().mapToLong(AdlTarget::haircut).sum(),
                members.stream().mapToLong(AdlTarget::realisedPnl).sum(),
                members.stream().mapToLong(AdlTarget::equityBefore).sum());
    }
}
