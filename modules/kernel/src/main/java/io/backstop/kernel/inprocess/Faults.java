package io.backstop.kernel.inprocess;

/**
 * What goes wrong, from a seed. Any order of delivery is part of every fault run; the chances are per message or event, in
 * thousandths.
 *
 * @param seed all draws come from it
 * @param duplicated chance that a sent message is delivered twice; 0 to 1000
 * @param dropped chance that a sent message is lost; 0 to 900, so that a repeated one arrives some day
 * @param crashed chance that the receiver crashes: before a message, before its event is durable, and between the durable
 *     event and what follows from it; 0 to 500
 */
public record Faults(long seed, int duplicated, int dropped, int crashed) {
    /** Checks the ranges. */
    public Faults {
        require(duplicated, 1000, "duplicated");
        require(dropped, 900, "dropped");
        require(crashed, 500, "crashed");
    }

    private static void require(int chance, int most, String name) {
        if (chance < 0 || chance > most) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ", is " + chance);
        }
    }

    /** Any order, nothing else. */
    public static Faults anyOrder(long seed) {
        return new Faults(seed, 0, 0, 0);
    }

    /** Any order, a tenth duplicated, a tenth lost, a fiftieth of all receivers crashing. */
    public static Faults harsh(long seed) {
        return new Faults(seed, 100, 100, 20);
    }
}
