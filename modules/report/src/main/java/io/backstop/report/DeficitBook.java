package io.backstop.report;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/** Who bore the deficits: by layer, over time, and the largest one by one. */
final class DeficitBook implements RunListener {
    private static final int LARGEST = 20;
    private static final Comparator<Entry> BY_SIZE = Comparator.comparingLong(
                    (Entry entry) -> entry.deficit().amount())
            .thenComparing(entry -> entry.deficit().id(), Comparator.reverseOrder())
            .thenComparing(Entry::tick, Comparator.reverseOrder())
            .thenComparing(Entry::pass, Comparator.reverseOrder());

    /** A deficit and when it was settled. */
    record Entry(long tick, int pass, Fact.Deficit deficit) {}

    private final int ticksPerPoint;
    private final EnumMap<Fact.Layer, long[]> paidIn = new EnumMap<>(Fact.Layer.class);
    private final long[] openIn;
    private final PriorityQueue<Entry> largest = new PriorityQueue<>(BY_SIZE);
    private final Map<String, Long> largestOfAccount = new HashMap<>();
    private long count;
    private long gross;
    private long carried;
    private long open;
    private long overshoot;

    DeficitBook(ResolvedScenario scenario) {
        this.ticksPerPoint = Math.max(1, Math.ceilDiv(scenario.ticks(), RunSeries.POINTS));
        int capacity = Math.ceilDiv(scenario.ticks(), ticksPerPoint);
        for (Fact.Layer layer : Fact.Layer.values()) {
            paidIn.put(layer, new long[capacity]);
        }
        this.openIn = new long[capacity];
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    @Override
    public void settled(Fact.PassSettled pass) {
        pass.deficits().forEach(deficit -> add(new Entry(pass.tick(), pass.pass(), deficit)));
    }

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void closed(Fact.TickClosed tick) {}

    @Override
    public void ended(Fact.RunClosed ended) {}

    private void add(Entry entry) {
        Fact.Deficit deficit = entry.deficit();
        int point = Math.toIntExact(Math.max(0, entry.tick() - 1) / ticksPerPoint);
        for (Fact.Payment payment : deficit.payments()) {
            paidIn(payment.layer())[point] += payment.amount();
        }
        openIn[point] += deficit.open();
        count++;
        gross = Math.addExact(gross, deficit.amount());
        carried = Math.addExact(carried, deficit.carried());
        open = Math.addExact(open, deficit.open());
        overshoot = Math.addExact(overshoot, deficit.overshoot());
        largestOfAccount.merge(deficit.account(), deficit.amount(), Math::max);
        keepIfLarge(entry);
    }

    private void keepIfLarge(Entry entry) {
        largest.add(entry);
        if (largest.size() > LARGEST) {
            largest.remove();
        }
    }

    long[] paidIn(Fact.Layer layer) {
        return Objects.requireNonNull(paidIn.get(layer));
    }

    long[] openIn() {
        return openIn;
    }

    /** The largest deficits, the largest first. */
    List<Entry> largest() {
        List<Entry> entries = new ArrayList<>(largest);
        entries.sort(BY_SIZE.reversed());
        return entries;
    }

    long count() {
        return count;
    }

    /** Sum of all deficits. */
    long gross() {
        return gross;
    }

    int accounts() {
        return largestOfAccount.size();
    }

    /** Sum over accounts of the largest deficit of each. */
    long perAccountOnce() {
        return largestOfAccount.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** What was settled again in a later pass, under an id of its own: in {@link #gross} twice. */
    long carried() {
        return carried;
    }

    long open() {
        return open;
    }

    long overshoot() {
        return overshoot;
    }
}
