package io.backstop.kernel.inprocess;

/** Where something may go wrong. */
public enum FaultPoint {
    /** A message is lost. */
    DROPPED("drop"),
    /** A message is delivered a second time, soon or many steps later. */
    DUPLICATED("duplicate"),
    /** A message is overtaken by some that were sent after it. */
    REORDERED("reorder"),
    /** A message arrives many steps later; whoever waits for it has asked again by then. */
    DELAYED("delay"),
    /** The receiver crashes just before a message reaches it. */
    CRASH_BEFORE_MESSAGE("crash before message"),
    /** A cell crashes between its decision and the durable event, which is lost. */
    CRASH_BEFORE_PERSIST("crash before persist"),
    /** A cell crashes between the durable event and what it sends. */
    CRASH_AFTER_PERSIST("crash after persist"),
    /** A cell crashes after it sent. */
    CRASH_AFTER_SEND("crash after send");

    private final String words;

    FaultPoint(String words) {
        this.words = words;
    }

    /** Whether a cell is lost there. */
    public boolean isCrash() {
        return switch (this) {
            case DROPPED, DUPLICATED, REORDERED, DELAYED -> false;
            case CRASH_BEFORE_MESSAGE, CRASH_BEFORE_PERSIST, CRASH_AFTER_PERSIST, CRASH_AFTER_SEND -> true;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
