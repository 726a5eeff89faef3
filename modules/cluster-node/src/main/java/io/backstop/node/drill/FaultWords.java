package io.backstop.node.drill;

import io.backstop.scenario.drill.Fault;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Faults in words, for tables and pages. */
final class FaultWords {
    private FaultWords() {}

    /** @param node the node that a role stands for, if it is known */
    static String of(Fault fault, @Nullable String node) {
        return switch (fault) {
            case Fault.Kill(String name) -> "kill " + named(name, node);
            case Fault.Pause(String name) -> "pause " + named(name, node);
            case Fault.Stop(String name) -> "stop " + named(name, node);
            case Fault.Partition(List<List<String>> groups) -> "partition " + groups(groups);
            case Fault.OneWay(String from, String to) -> "cut " + from + " to " + to;
            case Fault.SlowLink(List<List<String>> groups, long delay) ->
                "slow link " + groups(groups) + ", " + delay + " ms";
            case Fault.Flap(List<List<String>> groups, long period) ->
                "flapping partition " + groups(groups) + ", every " + period + " ms";
            case Fault.StopDatabase() -> "stop the database";
            case Fault.CutDatabase(String name) -> "cut " + named(name, node) + " from the database";
            case Fault.SlowDatabase(String name, long delay) ->
                "slow database for " + named(name, node) + ", " + delay + " ms";
            case Fault.Disturb(double duplicates, double reordered) ->
                String.format(
                        Locale.ROOT, "%.0f %% of messages twice, %.0f %% late", 100 * duplicates, 100 * reordered);
            case Fault.RollingRestart() -> "restart all, one by one";
            case Fault.Join(String name) -> "join " + name;
            case Fault.KillAll() -> "kill all";
        };
    }

    private static String named(String name, @Nullable String node) {
        return node == null || node.equals(name) ? name : name + " (" + node + ")";
    }

    private static String groups(List<List<String>> groups) {
        return groups.stream().map(group -> String.join(",", group)).collect(Collectors.joining(" / "));
    }
}
