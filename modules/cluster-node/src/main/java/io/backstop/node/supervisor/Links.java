package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The links between nodes, and from each node to the database, in front of which each node has a proxy. Links are made when they
 * are first used or asked for.
 */
public final class Links implements AutoCloseable {
    /** What the database is called as the end of a link. */
    public static final String DATABASE = "database";

    private static final String STRANGER = "stranger";

    private final NodeNetwork network;
    private final SortedMap<String, LinkProxy> proxies = new TreeMap<>();
    private final SortedMap<String, ProxiedLink> toDatabase = new TreeMap<>();
    private final ProxiedLink ofStrangers = new ProxiedLink(STRANGER, DATABASE);

    Links(NodeNetwork network) {
        this.network = network;
        ofStrangers.set(new Refuse());
    }

    /**
     * Listens in front of the database for one node, or sends it to where the database is now.
     *
     * @return what the node connects to
     */
    synchronized InetSocketAddress addDatabase(String node, InetSocketAddress database) {
        LinkProxy proxy = proxies.computeIfAbsent(node, name -> proxy(name, database));
        proxy.target(database);
        return new InetSocketAddress(network.host(), proxy.port());
    }

    private LinkProxy proxy(String node, InetSocketAddress database) {
        ProxiedLink link = new ProxiedLink(node, DATABASE);
        toDatabase.put(node, link);
        return LinkProxy.open(network.host(), database, from -> network.mayComeFrom(node, from) ? link : ofStrangers);
    }

    /** The database is somewhere else now. */
    synchronized void databaseIsAt(InetSocketAddress database) {
        proxies.values().forEach(proxy -> proxy.target(database));
    }

    /** The node's link to the database. */
    public synchronized Link toDatabase(String node) {
        Link link = toDatabase.get(node);
        if (link == null) {
            throw new IllegalArgumentException("no proxy of the database for " + node);
        }
        return link;
    }

    /** The link by which one node sends to another. */
    public Link between(String from, String to) {
        return network.between(from, to);
    }

    /** Every link that was used or asked for. */
    public synchronized List<Link> all() {
        return Stream.concat(network.links().stream(), toDatabase.values().stream())
                .sorted(Comparator.comparing(Link::from).thenComparing(Link::to))
                .toList();
    }

    /** The links that do anything but pass. */
    public List<Link> disturbed() {
        return all().stream().filter(link -> !(link.policy() instanceof Pass)).toList();
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
        network.requireSources();
    }

    /** Lets every link pass. */
    public void heal() {
        all().forEach(link -> link.set(new Pass()));
    }

    /** Closes all connections to the database, and listens no longer. */
    @Override
    public synchronized void close() {
        proxies.values().forEach(LinkProxy::close);
        toDatabase.values().forEach(link -> link.set(new Refuse()));
    }
}
