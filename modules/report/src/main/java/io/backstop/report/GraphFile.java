package io.backstop.report;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** {@code graph.graphml}: the graph of debts for network tools (GraphML 1.0, amounts in dollars). */
final class GraphFile {
    static final String FILE = "graph.graphml";

    private static final String NAMESPACE = "http://graphml.graphdrawing.org/xmlns";
    private static final List<Key> NODE_KEYS = List.of(
            new Key("name", "string"),
            new Key("kind", "string"),
            new Key("assets", "double"),
            new Key("owed", "double"),
            new Key("paid", "double"),
            new Key("equity", "double"),
            new Key("in_default", "boolean"),
            new Key("hop", "int"),
            new Key("tick_of_default", "long"));
    private static final List<Key> EDGE_KEYS = List.of(
            new Key("kind", "string"),
            new Key("amount", "double"),
            new Key("seniority", "int"),
            new Key("paid", "double"),
            new Key("lgd", "double"));

    private final XMLStreamWriter xml;

    private record Key(String name, String type) {}

    private GraphFile(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes the file, in UTF-8. */
    static void write(DebtGraph graph, OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new GraphFile(xml).document(graph);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void document(DebtGraph graph) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("graphml");
        xml.writeDefaultNamespace(NAMESPACE);
        line();
        keys("node", "n_", NODE_KEYS);
        keys("edge", "e_", EDGE_KEYS);
        xml.writeStartElement("graph");
        xml.writeAttribute("id", "debts");
        xml.writeAttribute("edgedefault", "directed");
        line();
        for (DebtGraph.Node node : graph.nodes()) {
            node(node);
        }
        int number = 0;
        for (DebtGraph.Edge edge : graph.edges()) {
            edge("e" + number++, edge);
        }
        xml.writeEndElement();
        line();
        xml.writeEndElement();
        line();
        xml.writeEndDocument();
    }

    private void keys(String element, String prefix, List<Key> keys) throws XMLStreamException {
        for (Key key : keys) {
            xml.writeEmptyElement("key");
            xml.writeAttribute("id", prefix + key.name());
            xml.writeAttribute("for", element);
            xml.writeAttribute("attr.name", key.name());
            xml.writeAttribute("attr.type", key.type());
            line();
        }
    }

    private void node(DebtGraph.Node node) throws XMLStreamException {
        xml.writeStartElement("node");
        xml.writeAttribute("id", node.id());
        data("n_name", node.name());
        data("n_kind", node.kind().label());
        if (node.kind() != DebtGraph.Kind.OUTSIDE) {
            data("n_assets", dollars(node.assets()));
            data("n_owed", dollars(node.owed()));
            data("n_paid", dollars(node.paid()));
            data("n_equity", dollars(node.equity()));
        }
        data("n_in_default", Boolean.toString(node.inDefault()));
        if (node.inDefault()) {
            data("n_hop", Integer.toString(node.hop()));
            data("n_tick_of_default", Long.toString(node.tick()));
        }
        xml.writeEndElement();
        line();
    }

    private void edge(String id, DebtGraph.Edge edge) throws XMLStreamException {
        xml.writeStartElement("edge");
        xml.writeAttribute("id", id);
        xml.writeAttribute("source", edge.from());
        xml.writeAttribute("target", edge.to());
        data("e_kind", edge.tie().label());
        data("e_amount", dollars(edge.amount()));
        if (edge.seniority() >= 0) {
            data("e_seniority", Integer.toString(edge.seniority()));
        }
        if (edge.paid() >= 0) {
            data("e_paid", dollars(edge.paid()));
            data("e_lgd", BigDecimal.valueOf(edge.lossGivenDefault()).toPlainString());
        }
        xml.writeEndElement();
        line();
    }

    private void data(String key, String value) throws XMLStreamException {
        xml.writeStartElement("data");
        xml.writeAttribute("key", key);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static String dollars(long micros) {
        return micros == 0 ? "0" : Figures.dollars(micros).stripTrailingZeros().toPlainString();
    }
}
