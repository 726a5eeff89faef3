package io.backstop.node.faults;

/** What happens to a run in the middle of its cascade, wherever it runs. */
enum Mishap {
    /** F1: a node is gone without a word, and its entities come back elsewhere. */
    NODE_LOST,
    /** F2: the same with the oldest, which places the shards. */
    OLDEST_LOST,
    /** F3: the same with the coordinator's node, in a round of auto-deleveraging. */
    COORDINATOR_LOST_IN_A_ROUND,
    /** F11: events are stored, and nobody hears that they are. */
    ANSWER_LOST,
    /** F12: messages arrive twice, and later than those after them. */
    DOUBLED_AND_REORDERED,
    /** F17: every node is replaced by one of the next build, one at a time. */
    ROLLING_RESTART,
    /** F18: all nodes are gone at once, and all come back. */
    ALL_STOPPED
}
