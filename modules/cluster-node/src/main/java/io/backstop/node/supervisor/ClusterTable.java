package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A cluster's status for people, from the JSON of {@link ClusterStatus#toJson}. */
public final class ClusterTable {
    private static final String GAP = "  ";
    private static final int NODE = 0;
    private static final String PASS = "pass";

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
        status.path("links").forEach(link -> {
            if (!link.path("policy").asText().equals(PASS)) {
                out.println("link      " + link.path("from").asText() + " to "
                        + link.path("to").asText() + ": " + link.path("policy").asText());
            }
        });
        status.path("runs")
                .forEach(run -> out.println("run       " + run.path("id").asText() + " "
                        + run.path("state").asText() + ", tick " + run.path("tick").asLong()));
    }

    private static List<String> row(JsonNode node) {
        boolean exited = node.path("exitCode").isNumber();
        return List.of(
                node.path("node").asText(),
                node.path("process").asText(),
                node.path("state").asText() + (exited ? " (" + node.path("exitCode").asInt() + ")" : ""),
                node.path("address").asText(),
                node.path("http").asText("-"),
                exited ? "-" : node.path("shards").asText(),
                exited ? "-" : sees(node));
    }

    /** The members that a node sees, those apart that it does not reach, and why it cannot work. */
    private static String sees(JsonNode node) {
        int up = 0;
        int gone = 0;
        for (JsonNode member : node.path("members")) {
            if (member.path("reachable").asBoolean()) {
                up++;
            } else {
                gone++;
            }
        }
        if (up == 0) {
            return "no answer";
        }
        List<String> unready = new ArrayList<>();
        node.path("unready").forEach(reason -> unready.add(reason.asText()));
        return up + (gone == 0 ? "" : ", " + gone + " unreachable")
                + (unready.isEmpty() ? "" : "; " + String.join(", ", unready));
    }

    private static void print(List<List<String>> rows, PrintWriter out) {
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(row.get(NODE));
            for (int column = 1; column < columns; column++) {
                line.append(" ".repeat(width(rows, column - 1) - row.get(column - 1).length()))
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
