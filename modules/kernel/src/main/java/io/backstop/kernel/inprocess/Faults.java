package io.backstop.kernel.inprocess;

import io.backstop.model.RandomStream;

/**
 * What goes wrong, from a seed; the chances are in thousandths.
 *
 * @param seed all draws come from it
 * @param reordered chance that a sent message is overtaken by others; 0 to 1000
 * @param delayed chance that a sent message arrives many steps later; 0 to 900
 * @param duplicated chance that a sent message is delivered twice; 0 to 1000
 * @param dropped chance that a sent message is lost; 0 to 900, so that a repeated one arrives some day
 * @param crashed chance that a cell crashes, at each point where it may; 0 to 500
 * @param most how often something goes wrong at most, so that the schedule ends; 0 or more
 */
public record Faults(long seed, int reordered, int delayed, int duplicated, int dropped, int crashed, int most) {
    private static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final int[] RARE_TO_OFTEN = {2, 10, 50, 200};
    private static final int[] CRASHES_RARE_TO_OFTEN = {1, 3, 10, 30};
    private static final int MOST_DOUBLINGS = 7;

    /** Checks the ranges. */
    public Faults {
        require(reordered, 1000, "reordered");
        require(delayed, 900, "delayed");
        require(duplicated, 1000, "duplicated");
        require(dropped, 900, "dropped");
        require(crashed, 500, "crashed");
        require(most, UNBOUNDED, "most");
    }

    private static void require(int chance, int most, String name) {
        if (chance < 0 || chance > most) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", is " + chance);
        }
    }

    /** Another order of delivery, nothing else. */
    public static Faults anyOrder(long seed) {
        return new Faults(seed, 500, 0, 0, 0, 0, UNBOUNDED);
    }

    /** Every other message out of its order, a tenth duplicated, a tenth lost, a fiftieth of all receivers crashing. */
    public static Faults harsh(long seed) {
        return new Faults(seed, 500, 10, 100, 100, 20, UNBOUNDED);
    }

    /**
     * A mixture that the seed draws as well: some kinds of faults never, some rarely, some often, and 1 to 128 of all together.
     * Bugs hide behind faults that are too many as well as behind faults that are missing (Groce and others, Swarm Testing,
     * ISSTA 2012).
     */
    public static Faults drawn(long seed) {
        RandomStream random = RandomStream.of(seed, "schedule", 0, "mixture");
        int reordered = chance(random, RARE_TO_OFTEN);
        int delayed = chance(random, RARE_TO_OFTEN);
        int duplicated = chance(random, RARE_TO_OFTEN);
        int dropped = chance(random, RARE_TO_OFTEN);
        int crashed = chance(random, CRASHES_RARE_TO_OFTEN);
        boolean nothing = reordered + delayed + duplicated + dropped + crashed == 0;
        int most = 1 << below(random, MOST_DOUBLINGS + 1);
        return new Faults(
                seed, reordered, delayed, duplicated, dropped, nothing ? CRASHES_RARE_TO_OFTEN[0] : crashed, most);
    }

    private static int chance(RandomStream random, int[] chances) {
        return below(random, 2) == 0 ? 0 : chances[below(random, chances.length)];
    }

    private static int below(RandomStream random, int bound) {
        return (int) Long.remainderUnsigned(random.nextLong(), bound);
    }

    int chance(FaultPoint point) {
        return switch (point) {
            case DROPPED -> dropped;
            case DUPLICATED -> duplicated;
            case REORDERED -> reordered;
            case DELAYED -> delayed;
            case CRASH_BEFORE_MESSAGE, CRASH_BEFORE_PERSIST, CRASH_AFTER_PERSIST, CRASH_AFTER_SEND -> crashed;
        };
    }
}
