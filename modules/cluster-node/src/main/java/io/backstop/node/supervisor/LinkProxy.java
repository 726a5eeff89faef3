package io.backstop.node.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens in front of one target, a node or the database. Each connection belongs to the link that its source address tells,
 * and goes on by that link's policy.
 */
public final class LinkProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkProxy.class);
    private static final int BACKLOG = 256;

    private final ServerSocketChannel listener;
    private final Function<InetAddress, ProxiedLink> links;
    private volatile InetSocketAddress target;

    private LinkProxy(
            ServerSocketChannel listener, Function<InetAddress, ProxiedLink> links, InetSocketAddress target) {
        this.listener = listener;
        this.links = links;
        this.target = target;
    }

    /**
     * Begins to listen on a free loopback port.
     *
     * @param links the link of a source address
     */
    public static LinkProxy open(InetSocketAddress target, Function<InetAddress, ProxiedLink> links) {
        return open(Loopback.address(), target, links);
    }

    /** Begins to listen on a free port of an address of this machine. */
    static LinkProxy open(InetAddress at, InetSocketAddress target, Function<InetAddress, ProxiedLink> links) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(at, 0), BACKLOG);
            LinkProxy proxy = new LinkProxy(listener, links, target);
            Thread.ofVirtual().name("backstop-proxy-" + proxy.port()).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + at.getHostAddress(), e);
        }
    }

    /** The port on which it listens. */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** Where new connections go from now on. */
    public void target(InetSocketAddress next) {
        target = next;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel source = listener.accept();
                InetAddress address = ((InetSocketAddress) source.getRemoteAddress()).getAddress();
                Thread.startVirtualThread(() -> LinkConnection.carry(links.apply(address), source, () -> target));
            } catch (IOException e) {
                LOG.debug("no connection accepted on {}", listener, e);
            }
        }
    }

    /** Listens no longer; connections that are open stay until their links refuse. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy on port " + port() + " does not close", e);
        }
    }
}
