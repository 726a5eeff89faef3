package io.backstop.node.supervisor;

import java.time.Duration;

/** What a link does with the bytes that one node sends to another. */
public sealed interface LinkPolicy {
    /** Lets them through. */
    record Pass() implements LinkPolicy {
        @Override
        public String toString() {
            return "pass";
        }
    }

    /**
     * Holds them back, and new connections too, as a network that loses packets does; what was held goes on when healed. Between
     * namespaces packets are lost, and what goes on is what the sender sends again.
     */
    record Cut() implements LinkPolicy {
        @Override
        public String toString() {
            return "cut";
        }
    }

    /** Closes connections at once, new ones too. */
    record Refuse() implements LinkPolicy {
        @Override
        public String toString() {
            return "refuse";
        }
    }

    /**
     * Lets them through late.
     *
     * @param delay of each byte, in each direction; zero or more
     * @param bytesPerSecond of all connections together; 0 for no limit
     */
    record Slow(Duration delay, long bytesPerSecond) implements LinkPolicy {
        /** A slow link. */
        public Slow {
            if (delay.isNegative() || bytesPerSecond < 0) {
                throw new IllegalArgumentException("delay and bytes a second must not be negative");
            }
        }

        @Override
        public String toString() {
            return "delay " + delay.toMillis() + " ms"
                    + (bytesPerSecond == 0 ? "" : ", " + bytesPerSecond + " bytes a second");
        }
    }
}
