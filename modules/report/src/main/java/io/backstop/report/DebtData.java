package io.backstop.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.report.DebtGraph.Edge;
import io.backstop.report.DebtGraph.Node;
import io.backstop.simulation.DebtFact.PartyFigures;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the report's script draws of lending protocols and parties: amounts in whole dollars, prices as they are. */
final class DebtData {
    /** Nodes that the graph shows at most: the largest. */
    static final int NODES = 100;

    private static final double MICROS = 1e6;

    private final DebtBook book;
    private final int points;
    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Set<String> shown = new HashSet<>();

    DebtData(DebtBook book, int points) {
        this.book = book;
        this.points = points;
    }

    ObjectNode json() {
        ObjectNode all = json.objectNode();
        graph(all);
        protocols(all);
        assets(all);
        return all;
    }

    private void graph(ObjectNode all) {
        List<Node> nodes = book.graph().nodes().stream()
                .sorted(Comparator.comparing((Node node) -> node.kind() == DebtGraph.Kind.PARTY)
                        .thenComparing(Comparator.comparingLong(DebtData::size).reversed())
                        .thenComparing(Node::id))
                .limit(NODES)
                .toList();
        ArrayNode nodeList = all.putArray("nodes");
        for (Node node : nodes) {
            shown.add(node.id());
            nodeList.addObject()
                    .put("id", node.id())
                    .put("name", node.name())
                    .put("kind", node.kind().label())
                    .put("assets", whole(node.assets()))
                    .put("owed", whole(node.owed()))
                    .put("hop", node.hop());
        }
        ArrayNode edgeList = all.putArray("edges");
        for (Edge edge : book.graph().edges()) {
            if (shown.contains(edge.from()) && shown.contains(edge.to())) {
                edgeList.addObject()
                        .put("from", edge.from())
                        .put("to", edge.to())
                        .put("kind", edge.tie().label())
                        .put("amount", whole(edge.amount()));
            }
        }
        ArrayNode stepList = all.putArray("steps");
        book.steps().forEach(step -> step(stepList.addObject(), step));
    }

    private static long size(Node node) {
        return Math.max(node.assets(), node.owed());
    }

    private void step(ObjectNode to, DebtBook.Step step) {
        to.put("t", step.tick() * book.names().scenario().tickMillis() / 1000.0);
        to.put("pass", step.pass());
        to.put("label", step.label());
        ArrayNode fallen = to.putArray("fallen");
        step.fallen().stream().map(DebtGraph::partyId).filter(shown::contains).forEach(fallen::add);
        ArrayNode missed = to.putArray("missed");
        step.missed().stream().map(DebtGraph::protocolId).forEach(missed::add);
        ObjectNode figures = to.putObject("figures");
        for (PartyFigures party : step.parties()) {
            String id = DebtGraph.partyId(party.party());
            if (shown.contains(id)) {
                figures.putArray(id)
                        .add(whole(party.assets()))
                        .add(whole(party.owed()))
                        .add(whole(party.paid()));
            }
        }
        for (int protocol = 0; protocol < step.protocolAssets().length; protocol++) {
            figures.putArray(DebtGraph.protocolId(protocol)).add(whole(step.protocolAssets()[protocol]));
        }
    }

    private void protocols(ObjectNode all) {
        ArrayNode list = all.putArray("protocols");
        for (int protocol = 0; protocol < book.names().protocols(); protocol++) {
            ObjectNode at = list.addObject().put("name", book.names().protocol(protocol));
            for (DebtBook.Path path : DebtBook.Path.values()) {
                int digits = path == DebtBook.Path.UTILISATION ? 4 : 0;
                series(at.putArray(path.name().toLowerCase(Locale.ROOT)), book.path(protocol, path), digits);
            }
        }
    }

    private void assets(ObjectNode all) {
        ArrayNode list = all.putArray("assets");
        for (int asset = 0; asset < book.names().scenario().assets().size(); asset++) {
            if (book.isShown(asset)) {
                int decimals = book.names().priceDecimals(asset);
                ObjectNode at = list.addObject().put("name", book.names().assetName(asset));
                series(at.putArray("index"), book.index(asset), decimals);
                series(at.putArray("mark"), book.mark(asset), decimals);
                if (points > 0 && !Double.isNaN(book.nav(asset)[0])) {
                    series(at.putArray("nav"), book.nav(asset), decimals);
                }
            }
        }
    }

    private void series(ArrayNode to, double[] values, int digits) {
        double scale = Math.pow(10, digits);
        for (int point = 0; point < points; point++) {
            double rounded = Math.rint(values[point] * scale) / scale;
            if (Double.isNaN(rounded)) {
                to.addNull();
            } else if (rounded == Math.rint(rounded)) {
                to.add((long) rounded);
            } else {
                to.add(rounded);
            }
        }
    }

    private static long whole(long micros) {
        return Math.round(micros / MICROS);
    }
}
