package io.backstop.node.supervisor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection through a proxy: two pumps, one for each direction. */
final class LinkConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkConnection.class);
    private static final int DIRECTIONS = 2;

    private final ProxiedLink link;
    private final SocketChannel source;
    private final SocketChannel target;
    private final Pump forth;
    private final Pump back;
    private final AtomicInteger running = new AtomicInteger(DIRECTIONS);

    private LinkConnection(ProxiedLink link, SocketChannel source, SocketChannel target) {
        this.link = link;
        this.source = source;
        this.target = target;
        this.forth = new Pump(link, source, target, this);
        this.back = new Pump(link, target, source, this);
    }

    /** Carries an accepted connection on to the target, once the link lets connections through; returns when it has begun. */
    static void carry(ProxiedLink link, SocketChannel source, Supplier<InetSocketAddress> address) {
        try {
            LinkConnection connection = new LinkConnection(link, source, SocketChannel.open());
            link.opened(connection);
            connection.open(address);
        } catch (IOException e) {
            LOG.debug("no connection for {}", source, e);
            close(source);
        }
    }

    private void open(Supplier<InetSocketAddress> address) {
        try {
            link.awaitTurn(System.nanoTime(), 0);
            target.connect(address.get());
            source.setOption(StandardSocketOptions.TCP_NODELAY, true);
            target.setOption(StandardSocketOptions.TCP_NODELAY, true);
            forth.start();
            back.start();
        } catch (IOException e) {
            LOG.debug("{} to {} does not connect", link.from(), link.to(), e);
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** A direction has come to its end; the connection ends with the second. */
    void ended() {
        if (running.decrementAndGet() == 0) {
            close();
        }
    }

    @Override
    public void close() {
        close(source);
        close(target);
        forth.stop();
        back.stop();
        link.closed(this);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} does not close", channel, e);
        }
    }
}
