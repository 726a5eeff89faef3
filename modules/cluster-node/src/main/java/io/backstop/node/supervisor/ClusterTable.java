package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A cluster's status for people, from the JSON of {@link ClusterStatus#toJson}. */
public final class ClusterTable {
    private static final String GAP = "  ";
    private static final int NODE = 0;
    private static final String PASS = "pass";
    private static final String UP = "up";

    private final JsonNode status;

    /** A table of a status. */
    public ClusterTable(JsonNode status) {
        this.status = status;
    }

    /** The nodes only. */
    public void printNodes(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NODE", "PROCESS", "STATE", "ADDRESS", "HTTP", "SHARDS", "SEES"));
        status.path("nodes").forEach(node -> rows.add(row(node)));
        print(rows, out);
    }

    /** All of it. */
    public void print(PrintWriter out) {
        printNodes(out);
        out.println();
        out.println("database  " + status.path("database").path("url").asText() + " ("
                + status.path("database").path("kind").asText() + ")");
        out.println("profile   " + status.path("profile").asText());
        out.println("network   " + status.path("network").asText());
        status.path("links").forEach(link -> {
            if (!link.path("policy").asText().equals(PASS)) {
                out.println("link      " + link.path("from").asText() + " to "
                        + link.path("to").asText() + ": " + link.path("policy").asText());
            }
        });
        status.path("runs")
                .forEach(run -> out.println("run       " + run.path("id").asText() + " "
                        + run.path("state").asText() + ", tick "
                        + run.path("tick").asLong()));
    }

    private static List<String> row(JsonNode node) {
        boolean exited = node.path("exitCode").isNumber();
        return List.of(
                node.path("node").asText(),
                node.path("process").asText(),
                node.path("state").asText()
                        + (exited ? " (" + node.path("exitCode").asInt() + ")" : ""),
                node.path("address").asText(),
                node.path("http").asText("-"),
                exited ? "-" : node.path("shards").asText(),
                exited ? "-" : sees(node));
    }

    /** How many members a node sees up, how many otherwise, and why it cannot work. */
    private static String sees(JsonNode node) {
        SortedMap<String, Integer> others = new TreeMap<>();
        int up = 0;
        for (JsonNode member : node.path("members")) {
            String status =
                    member.path("reachable").asBoolean() ? member.path("status").asText() : "unreachable";
            if (status.equals(UP)) {
                up++;
            } else {
                others.merge(status, 1, Integer::sum);
            }
        }
        if (node.path("members").isEmpty()) {
            return "no answer";
        }
        StringBuilder words = new StringBuilder(up + " up");
        others.forEach(
                (status, count) -> words.append(", ").append(count).append(' ').append(status));
        node.path("unready").forEach(reason -> words.append("; ").append(reason.asText()));
        return words.toString();
    }

    private static void print(List<List<String>> rows, PrintWriter out) {
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(row.get(NODE));
            for (int column = 1; column < columns; column++) {
                line.append(" "
                                .repeat(width(rows, column - 1)
                                        - row.get(column - 1).length()))
                        .append(GAP)
                        .append(row.get(column));
            }
            out.println(line);
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
