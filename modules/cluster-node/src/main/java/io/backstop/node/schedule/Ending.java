package io.backstop.node.schedule;

import io.backstop.kernel.inprocess.Counts;

/**
 * How a schedule ended.
 *
 * @param kind whether it ended as it must, or what was wrong
 * @param words one line
 * @param counts of what happened until then
 */
public record Ending(Kind kind, String words, Counts counts) {
    /** What a schedule can come to. */
    public enum Kind {
        /** The same digest and the same events. */
        SAME("the same digest"),
        /** Another digest. */
        OTHER_DIGEST("another digest"),
        /** The same digest, but an entity recorded other events. */
        OTHER_EVENTS("other events"),
        /** The books do not balance. */
        BROKEN_INVARIANT("a broken invariant"),
        /** No end. */
        STUCK("no end"),
        /** An entity refused what it found. */
        FAILED("a failure");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Whether it ended as it must. */
    public boolean isSame() {
        return kind == Kind.SAME;
    }
}
