package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The links between nodes, and from each node to the database: one proxy in front of each node and one for each node in front
 * of the database. Links are made when they are first used or asked for.
 */
public final class Links implements AutoCloseable {
    /** What the database is called as the end of a link. */
    public static final String DATABASE = "database";

    /** Who connects from an address that is no node's. */
    private static final String OUTSIDE = "outside";

    private final boolean tellsSources;
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final SortedMap<String, LinkProxy> toNodes = new TreeMap<>();
    private final SortedMap<String, LinkProxy> toDatabase = new TreeMap<>();
    private final SortedMap<String, Link> links = new TreeMap<>();

    /** Links of nodes whose connections tell by their addresses whose they are, if this machine has such addresses. */
    public Links() {
        this(Loopback.tellsSources());
    }

    Links(boolean tellsSources) {
        this.tellsSources = tellsSources;
    }

    /** Whether connections tell by their source address whose they are. */
    boolean tellsSources() {
        return tellsSources;
    }

    /**
     * Listens in front of a node; harmless to repeat.
     *
     * @param source the address that its own connections come from
     * @return the port that others connect to
     */
    synchronized int addNode(String node, String source) {
        sources.put(source, node);
        return toNodes.computeIfAbsent(node, name -> LinkProxy.open(Loopback.at(0), from -> link(from, name)))
                .port();
    }

    /** Where a node listens from now on. */
    synchronized void nodeListensOn(String node, int port) {
        present(toNodes.get(node), node).target(Loopback.at(port));
    }

    /**
     * Listens in front of the database for one node, or sends it to where the database is now.
     *
     * @return the port that the node connects to
     */
    synchronized int addDatabase(String node, InetSocketAddress database) {
        LinkProxy proxy =
                toDatabase.computeIfAbsent(node, name -> LinkProxy.open(database, from -> link(name, DATABASE)));
        proxy.target(database);
        return proxy.port();
    }

    /** The database is somewhere else now. */
    synchronized void databaseIsAt(InetSocketAddress database) {
        toDatabase.values().forEach(proxy -> proxy.target(database));
    }

    /** The node's link to the database. */
    public Link toDatabase(String node) {
        present(toDatabase(), node);
        return link(node, DATABASE);
    }

    /** The link by which one node sends to another. */
    public Link between(String from, String to) {
        present(toNodes(), from);
        present(toNodes(), to);
        return link(from, to);
    }

    private synchronized Set<String> toDatabase() {
        return Set.copyOf(toDatabase.keySet());
    }

    private synchronized Set<String> toNodes() {
        return Set.copyOf(toNodes.keySet());
    }

    private static void present(Set<String> names, String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no proxy in front of " + name);
        }
    }

    private static LinkProxy present(@Nullable LinkProxy proxy, String name) {
        if (proxy == null) {
            throw new IllegalArgumentException("no proxy in front of " + name);
        }
        return proxy;
    }

    private synchronized Link link(InetAddress from, String to) {
        return link(sources.getOrDefault(from.getHostAddress(), OUTSIDE), to);
    }

    private synchronized Link link(String from, String to) {
        return links.computeIfAbsent(from + " > " + to, key -> new Link(from, to));
    }

    /** Every link that was used or asked for. */
    public synchronized List<Link> all() {
        return List.copyOf(links.values());
    }

    /** The links that do anything but pass. */
    public List<Link> disturbed() {
        return all().stream().filter(link -> !link.isPassing()).toList();
    }

    /**
     * Cuts every link between nodes of different groups, in both directions. Nodes of no group keep their links.
     *
     * @throws CommandFailure if a node is in two groups, or this machine cannot tell links apart
     */
    public void partition(Collection<? extends Collection<String>> groups) {
        requireSources();
        Set<String> seen = new HashSet<>();
        for (Collection<String> group : groups) {
            for (String node : group) {
                if (!seen.add(node)) {
                    throw CommandFailure.badInput(
                            "'" + node + "' is named twice; a node is on one side of a partition");
                }
            }
        }
        List<Link> cut = new ArrayList<>();
        List<Collection<String>> sides = List.copyOf(groups);
        for (int i = 0; i < sides.size(); i++) {
            for (int j = 0; j < sides.size(); j++) {
                if (i != j) {
                    cut.addAll(links(sides.get(i), sides.get(j)));
                }
            }
        }
        cut.forEach(link -> link.set(new Cut()));
    }

    private List<Link> links(Collection<String> from, Collection<String> to) {
        return from.stream()
                .flatMap(source -> to.stream().map(target -> between(source, target)))
                .toList();
    }

    /**
     * Fails where links cannot be told apart.
     *
     * @throws CommandFailure with one line that says why
     */
    public void requireSources() {
        if (!tellsSources) {
            throw CommandFailure.badInput("links between nodes cannot be told apart here: this machine does not have "
                    + Loopback.source(1) + " and the addresses after it; Linux has them");
        }
    }

    /** Lets every link pass. */
    public void heal() {
        all().forEach(link -> link.set(new Pass()));
    }

    /** Closes all that is open, and listens no longer. */
    @Override
    public synchronized void close() {
        toNodes.values().forEach(LinkProxy::close);
        toDatabase.values().forEach(LinkProxy::close);
        links.values().forEach(link -> link.set(new Refuse()));
    }
}
