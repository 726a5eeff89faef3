package io.backstop.node.drill;

import java.util.Map;
import java.util.TreeMap;

/** The counters of nodes, from their metrics. A process that is gone keeps what it said last. */
final class NodeFigures {
    private static final String REPEATED = "backstop_requests_repeated_total";
    private static final String DUPLICATES = "backstop_duplicates_answered_total";
    private static final String STALE = "backstop_stale_writes_refused_total";

    private final Map<String, Figures> byProcess = new TreeMap<>();

    /** Sums over all processes so far. */
    record Figures(long repeated, long duplicates, long staleWrites) {
        Figures plus(Figures other) {
            return new Figures(
                    repeated + other.repeated, duplicates + other.duplicates, staleWrites + other.staleWrites);
        }

        Figures minus(Figures other) {
            return new Figures(
                    repeated - other.repeated, duplicates - other.duplicates, staleWrites - other.staleWrites);
        }
    }

    /** Takes the metrics of a process, told apart by its HTTP address. */
    synchronized void take(String process, String metrics) {
        byProcess.put(
                process, new Figures(value(metrics, REPEATED), value(metrics, DUPLICATES), value(metrics, STALE)));
    }

    private static long value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    synchronized Figures sum() {
        return byProcess.values().stream().reduce(new Figures(0, 0, 0), Figures::plus);
    }
}
