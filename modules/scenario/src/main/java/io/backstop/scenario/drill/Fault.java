package io.backstop.scenario.drill;

import java.util.List;

/**
 * What happens to a cluster. Where a node is named, {@code oldest}, {@code root}, {@code adl} and {@code fund} stand for the oldest
 * node and for the node that has the run, the ADL coordinator or the insurance fund when the fault begins.
 */
public sealed interface Fault {
    /** A process is killed ({@code SIGKILL}); a new one takes its place when the fault ends. */
    record Kill(String node) implements Fault {}

    /** A process stands still ({@code SIGSTOP}) and then goes on, as one that believes that no time has passed. */
    record Pause(String node) implements Fault {}

    /** A node is told to leave ({@code SIGTERM}); a new one takes its place when the fault ends. */
    record Stop(String node) implements Fault {}

    /** Nodes of different groups do not hear each other. */
    record Partition(List<List<String>> groups) implements Fault {}

    /** What one node sends to another does not arrive; the other way it does. */
    record OneWay(String from, String to) implements Fault {}

    /** What nodes of different groups send each other is late, both ways. */
    record SlowLink(List<List<String>> groups, long delayMillis) implements Fault {}

    /** A partition that comes and goes. */
    record Flap(List<List<String>> groups, long periodMillis) implements Fault {}

    /** The database is stopped at once, as in a crash, and then started again. */
    record StopDatabase() implements Fault {}

    /** A node's connections to the database break, also between a commit and its confirmation. */
    record CutDatabase(String node) implements Fault {}

    /** What a node and the database tell each other is late. */
    record SlowDatabase(String node, long delayMillis) implements Fault {}

    /** Messages between entities come twice and in another order, on every node. */
    record Disturb(double duplicates, double reordered) implements Fault {}

    /** Every node in turn leaves and comes back as a new process, the oldest last. */
    record RollingRestart() implements Fault {}

    /** A further node joins. */
    record Join(String node) implements Fault {}

    /** Every node is killed, and then started again. */
    record KillAll() implements Fault {}
}
