package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import java.net.InetAddress;
import java.util.List;

/** What the nodes of a local cluster are connected by. */
sealed interface NodeNetwork extends AutoCloseable permits ProxyNetwork, NamespaceNetwork {
    /**
     * What other nodes connect to, also before it is there.
     *
     * @param number of the node, from 1
     * @return {@code host:port}
     */
    String address(String node, int number);

    /** A place for a node that is about to start, its first time or once more. */
    NodePlace place(String node, int number);

    /**
     * The link by which one node sends to another.
     *
     * @throws IllegalArgumentException if one of them was never placed
     */
    Link between(String from, String to);

    /** Every link between nodes that was used or asked for. */
    List<Link> links();

    /**
     * Fails where links cannot be told apart.
     *
     * @throws CommandFailure with one line that says why
     */
    void requireSources();

    /** The address of this machine at which nodes find what listens for them. */
    InetAddress host();

    /** Whether a connection to there may be the node's. */
    boolean mayComeFrom(String node, InetAddress source);

    /** Takes it all away; the nodes have ended. */
    @Override
    void close();
}
