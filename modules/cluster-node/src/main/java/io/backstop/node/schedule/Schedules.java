package io.backstop.node.schedule;

import io.backstop.kernel.inprocess.Counts;
import io.backstop.kernel.inprocess.Fault;
import io.backstop.kernel.inprocess.FaultPoint;
import io.backstop.node.schedule.Failure.PlacedFault;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tries schedules of faults on one run, on several threads, up to the first that does not end as it must. */
public final class Schedules {
    private final Schedule schedule;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong firstFailing = new AtomicLong(Long.MAX_VALUE);
    private final EnumMap<FaultPoint, Long> faults = new EnumMap<>(FaultPoint.class);
    private long tried;
    private long delivered;
    private long resends;
    private volatile @Nullable Throwable broken;

    private Schedules(Schedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Schedules of a scenario.
     *
     * @param partitions engines that share the accounts; at least 1
     */
    public static Schedules of(ResolvedScenario scenario, int partitions) {
        return of(Subject.of(
                new Venue("schedule", scenario, new ScenarioOpenings(scenario), new Partitioning(partitions))));
    }

    static Schedules of(Subject subject) {
        return new Schedules(new Schedule(subject, Undisturbed.of(subject)));
    }

    /** What was tried, and the failing schedule of the lowest seed, if there was one. */
    public record Result(
            String digest,
            long tried,
            long delivered,
            long resends,
            Map<FaultPoint, Long> faults,
            @Nullable Failure failure) {}

    /**
     * Tries the schedules of seeds {@code first} to {@code first + count - 1}; use it once. Which failing schedule comes out does
     * not depend on the threads.
     *
     * @param count 1 or more
     * @param threads 1 or more
     */
    public Result search(long first, long count, int threads) throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            workers.add(Thread.ofPlatform()
                    .daemon()
                    .name("backstop-schedules-" + thread)
                    .start(() -> work(first, count)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        Throwable cause = broken;
        if (cause != null) {
            throw new IllegalStateException("a thread of schedules ended: " + cause, cause);
        }
        long failing = firstFailing.get();
        Failure failure = failing == Long.MAX_VALUE ? null : shorten(first + failing, failing + 1);
        return new Result(schedule.expected().digest(), tried, delivered, resends, faults, failure);
    }

    /** Schedules begun so far; at most the number asked for, and any thread may ask. */
    public long begun() {
        return next.get();
    }

    private void work(long first, long count) {
        try {
            Tally tally = new Tally();
            for (long number = next.getAndIncrement();
                    number < count && number < firstFailing.get();
                    number = next.getAndIncrement()) {
                Ending ending = schedule.of(first + number);
                tally.add(ending.counts());
                if (!ending.isSame()) {
                    firstFailing.accumulateAndGet(number, Math::min);
                }
            }
            add(tally);
        } catch (Throwable e) {
            broken = e;
        }
    }

    private synchronized void add(Tally tally) {
        tried += tally.tried;
        delivered += tally.delivered;
        resends += tally.resends;
        tally.faults.forEach((point, times) -> faults.merge(point, times, Long::sum));
    }

    private Failure shorten(long seed, long number) {
        Ending ending = schedule.of(seed);
        List<Fault> all = schedule.faults(seed);
        List<Fault> shortest = Shortening.of(all, some -> !schedule.of(some).isSame());
        List<PlacedFault> placed = shortest.stream()
                .map(fault -> new PlacedFault(tick(fault.occasion().step()), fault))
                .toList();
        return new Failure(seed, number, ending, all.size(), placed, schedule.of(shortest));
    }

    /** A step belongs to the tick of the next event of the run: what is read leads to it. */
    private long tick(long step) {
        Map.Entry<Long, Long> event = schedule.expected().ticks().ceilingEntry(step);
        return event == null
                ? Objects.requireNonNull(schedule.expected().ticks().lastEntry())
                        .getValue()
                : event.getValue();
    }

    /** What one thread did. */
    private static final class Tally {
        final EnumMap<FaultPoint, Long> faults = new EnumMap<>(FaultPoint.class);
        long tried;
        long delivered;
        long resends;

        void add(Counts counts) {
            tried++;
            delivered += counts.delivered();
            resends += counts.resends();
            counts.faults().forEach((point, times) -> faults.merge(point, times, Long::sum));
        }
    }
}
