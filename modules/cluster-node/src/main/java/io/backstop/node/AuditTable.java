package io.backstop.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Checked;
import io.backstop.audit.Findings.Line;
import io.backstop.node.audit.RunAudit;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an audit came to, one line for each check, as a table or as JSON. */
final class AuditTable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RunAudit.Outcome outcome;

    AuditTable(RunAudit.Outcome outcome) {
        this.outcome = outcome;
    }

    void print(PrintWriter out) {
        for (Line line : outcome.lines()) {
            out.println(String.format(Locale.ROOT, "%-3s  %-16s  %s", line.name(), verdict(line), detail(line)));
        }
        out.println();
        out.println(String.format(
                Locale.ROOT,
                "%s: %s, %,d of %,d ticks closed, %,d events%s",
                outcome.run(),
                outcome.state().toString().toLowerCase(Locale.ROOT),
                outcome.lastTick(),
                outcome.ticks(),
                outcome.events(),
                outcome.followed() ? "" : "; could not be followed to its end"));
        out.println("digest: " + outcome.digest());
    }

    private static String verdict(Line line) {
        return switch (line.verdict()) {
            case HOLDS -> "holds";
            case BROKEN -> "BROKEN";
            case NOTHING_TO_CHECK -> "nothing to check";
        };
    }

    private static String detail(Line line) {
        Break first = line.first();
        if (first == null) {
            return counts(line);
        }
        String more = line.breaks() > 1 ? String.format(Locale.ROOT, " (and %,d more)", line.breaks() - 1) : "";
        return words(first) + more;
    }

    private static String counts(Line line) {
        return line.checked().stream().map(AuditTable::words).collect(Collectors.joining(", "));
    }

    private static String words(Checked checked) {
        return String.format(Locale.ROOT, "%,d %s", checked.count(), checked.of());
    }

    private static String words(Break found) {
        String off = found.amount() == 0 ? "" : ", off by " + found.amount();
        return "tick " + found.tick() + ", " + found.entity() + ", event " + found.event() + ": " + found.what() + off;
    }

    ObjectNode toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("run", outcome.run());
        json.put("state", outcome.state().toString().toLowerCase(Locale.ROOT));
        json.put("holds", outcome.holds());
        json.put("followed", outcome.followed());
        json.put("lastTick", outcome.lastTick());
        json.put("ticks", outcome.ticks());
        json.put("events", outcome.events());
        json.put("digest", outcome.digest());
        ArrayNode lines = json.putArray("invariants");
        outcome.lines().forEach(line -> add(lines.addObject(), line));
        return json;
    }

    private static void add(ObjectNode json, Line line) {
        json.put("name", line.name());
        json.put("description", line.description());
        json.put(
                "verdict",
                switch (line.verdict()) {
                    case HOLDS -> "holds";
                    case BROKEN -> "broken";
                    case NOTHING_TO_CHECK -> "nothingToCheck";
                });
        ObjectNode checked = json.putObject("checked");
        line.checked().forEach(count -> checked.put(count.of(), count.count()));
        json.put("breaks", line.breaks());
        Break first = line.first();
        if (first != null) {
            json.putObject("first")
                    .put("tick", first.tick())
                    .put("entity", first.entity())
                    .put("event", first.event())
                    .put("what", first.what())
                    .put("amount", first.amount());
        }
    }
}
