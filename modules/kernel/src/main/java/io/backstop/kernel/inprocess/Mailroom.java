package io.backstop.kernel.inprocess;

import io.backstop.kernel.Message;
import io.backstop.model.RandomStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages on their way; the order in which they arrive is all that it decides. */
sealed interface Mailroom {
    void send(Message message);

    /** The next message to arrive; {@code null} if none is on its way. */
    @Nullable
    Message next();

    /** Whether the cell that handles a message or an event crashes now. */
    boolean crashes();

    /** Of the two ways to crash around a write, whether the event was lost with the cell. */
    boolean losesEvent();

    /** First in, first out. */
    final class Fifo implements Mailroom {
        private final ArrayDeque<Message> queue = new ArrayDeque<>();

        @Override
        public void send(Message message) {
            queue.add(message);
        }

        @Override
        public @Nullable Message next() {
            return queue.poll();
        }

        @Override
        public boolean crashes() {
            return false;
        }

        @Override
        public boolean losesEvent() {
            return false;
        }
    }

    /** Any order, with duplicates and losses. */
    final class Faulty implements Mailroom {
        private final Faults faults;
        private final RandomStream random;
        private final List<Message> bag = new ArrayList<>();
        private long duplicated;
        private long dropped;

        Faulty(Faults faults) {
            this.faults = faults;
            this.random = RandomStream.of(faults.seed(), "mailroom", 0, "faults");
        }

        @Override
        public void send(Message message) {
            if (happens(faults.dropped())) {
                dropped++;
                return;
            }
            bag.add(message);
            if (happens(faults.duplicated())) {
                duplicated++;
                bag.add(message);
            }
        }

        @Override
        public @Nullable Message next() {
            if (bag.isEmpty()) {
                return null;
            }
            int place = below(bag.size());
            Message last = bag.removeLast();
            return place == bag.size() ? last : bag.set(place, last);
        }

        @Override
        public boolean crashes() {
            return happens(faults.crashed());
        }

        @Override
        public boolean losesEvent() {
            return below(2) == 0;
        }

        long duplicated() {
            return duplicated;
        }

        long dropped() {
            return dropped;
        }

        private boolean happens(int thousandths) {
            return thousandths > 0 && below(1000) < thousandths;
        }

        private int below(int bound) {
            return (int) Long.remainderUnsigned(random.nextLong(), bound);
        }
    }
}
