package io.backstop.kernel.inprocess;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import io.backstop.model.RandomStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says at each occasion whether something goes wrong. */
sealed interface FaultSource {
    /**
     * Whether something goes wrong.
     *
     * @param entity that gets the message or crashes
     * @param message in hand; {@code null} if it is an event of the entity's own
     * @return 0 if nothing does, else by how many deliveries a message is late, 1 or more
     */
    int at(FaultPoint point, EntityId entity, long step, @Nullable Message message);

    static FaultSource of(Options options) {
        List<Fault> listed = options.listed();
        Faults faults = options.faults();
        Consumer<Fault> noting = options.noted();
        if (listed != null) {
            return new Listed(listed);
        }
        if (faults == null) {
            return new None();
        }
        Drawn drawn = new Drawn(faults);
        return noting == null ? drawn : new Noted(drawn, noting);
    }

    /** Nothing ever goes wrong. */
    record None() implements FaultSource {
        @Override
        public int at(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
            return 0;
        }
    }

    /** From a seed. */
    final class Drawn implements FaultSource {
        /** Deliveries by which a message is late that is only overtaken. */
        private static final int NEAR = 16;
        /** Deliveries by which a message is late that belongs to an older step by then. */
        private static final int FAR = 600;

        private final Faults faults;
        private final RandomStream random;
        private int left;

        Drawn(Faults faults) {
            this.faults = faults;
            this.random = RandomStream.of(faults.seed(), "schedule", 0, "faults");
            this.left = faults.most();
        }

        @Override
        public int at(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
            int chance = left == 0 ? 0 : faults.chance(point);
            if (chance == 0 || below(1000) >= chance) {
                return 0;
            }
            left--;
            return switch (point) {
                case REORDERED -> near();
                case DELAYED -> far();
                case DUPLICATED -> below(2) == 0 ? near() : far();
                case DROPPED, CRASH_BEFORE_MESSAGE, CRASH_BEFORE_PERSIST, CRASH_AFTER_PERSIST, CRASH_AFTER_SEND -> 1;
            };
        }

        private int near() {
            return 1 + below(NEAR);
        }

        private int far() {
            return NEAR + 1 + below(FAR);
        }

        private int below(int bound) {
            return (int) ((random.nextLong() >>> 33) % bound);
        }
    }

    /** The same, and each fault is told to somebody. */
    final class Noted implements FaultSource {
        private final FaultSource faults;
        private final Consumer<Fault> noting;
        private final Times times = new Times();

        Noted(FaultSource faults, Consumer<Fault> noting) {
            this.faults = faults;
            this.noting = noting;
        }

        @Override
        public int at(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
            Occasion occasion = times.next(point, entity, step, message);
            int late = faults.at(point, entity, step, message);
            if (late > 0) {
                noting.accept(new Fault(occasion, late));
            }
            return late;
        }
    }

    /** Exactly these. */
    final class Listed implements FaultSource {
        private final Map<Occasion, Integer> faults = new LinkedHashMap<>();
        private final Times times = new Times();

        Listed(List<Fault> listed) {
            listed.forEach(fault -> faults.put(fault.occasion(), fault.late()));
        }

        @Override
        public int at(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
            return faults.getOrDefault(times.next(point, entity, step, message), 0);
        }
    }

    /** How often each moment has come. */
    final class Times {
        private final Map<Occasion, Integer> times = new LinkedHashMap<>();

        Occasion next(FaultPoint point, EntityId entity, long step, @Nullable Message message) {
            Occasion first = Occasion.first(point, entity, step, message);
            return first.at(times.merge(first, 1, Integer::sum));
        }
    }
}
