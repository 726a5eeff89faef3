package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import java.net.InetAddress;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Nodes on loopback, each behind a proxy that tells by the source of a connection whose it is. */
final class ProxyNetwork implements NodeNetwork {
    /** Who connects from an address that is no node's. */
    private static final String OUTSIDE = "outside";

    private final boolean tellsSources;
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final SortedMap<String, LinkProxy> proxies = new TreeMap<>();
    private final SortedMap<String, ProxiedLink> links = new TreeMap<>();

    /** Its links can be told apart if this machine has addresses for sources. */
    ProxyNetwork() {
        this(Loopback.tellsSources());
    }

    ProxyNetwork(boolean tellsSources) {
        this.tellsSources = tellsSources;
    }

    /** Whether connections tell by their source address whose they are. */
    boolean tellsSources() {
        return tellsSources;
    }

    @Override
    public String address(String node, int number) {
        return Loopback.ADDRESS + ":" + listen(node, number);
    }

    /** Listens in front of a node; harmless to repeat. The port stays the same. */
    synchronized int listen(String node, int number) {
        sources.put(Loopback.source(number), node);
        return proxies.computeIfAbsent(node, name -> LinkProxy.open(Loopback.at(0), from -> link(from, name)))
                .port();
    }

    @Override
    public NodePlace place(String node, int number) {
        int port = listen(node, number);
        int bindPort = Loopback.freePort();
        nodeListensOn(node, bindPort);
        return new NodePlace(
                Loopback.ADDRESS,
                port,
                bindPort,
                Loopback.freePort(),
                tellsSources ? Loopback.source(number) : null,
                List.of());
    }

    /** Where a node listens from now on. */
    synchronized void nodeListensOn(String node, int port) {
        present(proxies.get(node), node).target(Loopback.at(port));
    }

    @Override
    public synchronized Link between(String from, String to) {
        requireProxy(from);
        requireProxy(to);
        return link(from, to);
    }

    private void requireProxy(String name) {
        LinkProxy unused = present(proxies.get(name), name);
    }

    private static LinkProxy present(@Nullable LinkProxy proxy, String name) {
        if (proxy == null) {
            throw new IllegalArgumentException("no proxy in front of " + name);
        }
        return proxy;
    }

    private synchronized ProxiedLink link(InetAddress from, String to) {
        return link(sources.getOrDefault(from.getHostAddress(), OUTSIDE), to);
    }

    private synchronized ProxiedLink link(String from, String to) {
        return links.computeIfAbsent(from + " > " + to, key -> new ProxiedLink(from, to));
    }

    @Override
    public synchronized List<Link> links() {
        return List.copyOf(links.values());
    }

    @Override
    public void requireSources() {
        if (!tellsSources) {
            throw CommandFailure.badInput("links between nodes cannot be told apart here: this machine does not have "
                    + Loopback.source(1) + " and the addresses after it; Linux has them");
        }
    }

    @Override
    public InetAddress host() {
        return Loopback.address();
    }

    /** The driver of a database does not choose the address it comes from. */
    @Override
    public boolean mayComeFrom(String node, InetAddress source) {
        return source.isLoopbackAddress();
    }

    /** Closes all that is open, and listens no longer. */
    @Override
    public synchronized void close() {
        proxies.values().forEach(LinkProxy::close);
        links.values().forEach(link -> link.set(new Refuse()));
    }
}
