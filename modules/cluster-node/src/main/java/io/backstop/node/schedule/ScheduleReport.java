package io.backstop.node.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.kernel.inprocess.FaultPoint;
import io.backstop.node.schedule.Failure.PlacedFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the verb says in the end.
 *
 * @param scenario by name
 * @param seed of the first schedule
 * @param asked schedules asked for
 * @param nanos wall time of all schedules, and of making the failing one shorter
 */
public record ScheduleReport(
        String scenario, long seed, long asked, int threads, int partitions, long nanos, Schedules.Result result) {
    private static final double NANOS = 1e9;

    private double seconds() {
        return nanos / NANOS;
    }

    private double perSecond() {
        return result.tried() / seconds();
    }

    /** As text, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d schedules of seeds from %d, %d partitions, %d threads",
                scenario,
                result.tried(),
                seed,
                partitions,
                threads));
        lines.add(line("schedules a second", String.format(Locale.ROOT, "%,.0f", perSecond())));
        lines.add(line("messages delivered", count(result.delivered())));
        lines.add(line("requests repeated by the run", count(result.resends())));
        for (FaultPoint point : FaultPoint.values()) {
            lines.add(line(point.toString(), count(result.faults().getOrDefault(point, 0L))));
        }
        Failure failure = result.failure();
        if (failure == null) {
            lines.add("Every schedule ended in the same digest and events, and the books balanced.");
        } else {
            lines.addAll(lines(failure));
        }
        lines.add("digest: " + result.digest());
        return lines;
    }

    private static List<String> lines(Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("Seed " + failure.seed() + " ended in " + failure.ending().kind() + ": "
                + failure.ending().words());
        lines.add("It has " + failure.faults() + " faults; of these are enough "
                + failure.shortest().size() + ", which end in "
                + failure.shortestEnding().kind() + ": "
                + failure.shortestEnding().words());
        failure.shortest().forEach(fault -> lines.add("  " + fault));
        lines.add("Again with: --seed " + failure.seed() + " --schedules 1");
        return lines;
    }

    private static String line(String name, String figure) {
        return String.format(Locale.ROOT, "%-30s %16s", name, figure);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** As JSON. */
    public ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("scenario", scenario);
        json.put("digest", result.digest());
        json.put("seed", seed);
        json.put("schedulesAsked", asked);
        json.put("schedules", result.tried());
        json.put("partitions", partitions);
        json.put("threads", threads);
        json.put("wallSeconds", seconds());
        json.put("schedulesPerSecond", perSecond());
        json.put("messagesDelivered", result.delivered());
        json.put("requestsRepeated", result.resends());
        ObjectNode faults = json.putObject("faults");
        for (FaultPoint point : FaultPoint.values()) {
            faults.put(point.name(), result.faults().getOrDefault(point, 0L));
        }
        Failure failure = result.failure();
        if (failure != null) {
            add(json.putObject("failure"), failure);
        }
        return json;
    }

    private static void add(ObjectNode json, Failure failure) {
        json.put("seed", failure.seed());
        json.put("schedulesTried", failure.tried());
        json.put("kind", failure.ending().kind().name());
        json.put("words", failure.ending().words());
        json.put("faults", failure.faults());
        json.put("shortestKind", failure.shortestEnding().kind().name());
        json.put("shortestWords", failure.shortestEnding().words());
        ArrayNode shortest = json.putArray("shortest");
        for (PlacedFault placed : failure.shortest()) {
            var occasion = placed.fault().occasion();
            shortest.addObject()
                    .put("tick", placed.tick())
                    .put("point", occasion.point().name())
                    .put("entity", occasion.entity().path())
                    .put("what", occasion.what().name())
                    .put("from", occasion.sender().path())
                    .put("step", occasion.step())
                    .put("time", occasion.time())
                    .put("late", placed.fault().late());
        }
    }
}
