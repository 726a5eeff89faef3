package io.backstop.node.server;

import io.backstop.node.runtime.Journal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node of a cluster is set up; read from its configuration file.
 *
 * @param name of the node, for people; unique in the cluster
 * @param folder where it keeps what it writes
 * @param journal the database that all nodes share
 * @param profile how soon a silent node counts as dead
 * @param nodes how many nodes must be up before runs go on
 * @param seeds {@code host:port} of nodes to join, in the same order on every node; the first of them begins a cluster
 * @param threads threads of the dispatcher that serves entities, sharding and journal
 * @param drill whether it lets itself be disturbed
 */
public record NodeSettings(
        String name,
        Path folder,
        Journal.Database journal,
        FailoverProfile profile,
        int nodes,
        List<String> seeds,
        int threads,
        boolean drill,
        Remoting remoting,
        Http http) {
    /**
     * Where other nodes reach this one, and where it listens if that differs (a proxy, a container).
     *
     * @param host, port what others connect to; port 0 is any that is free
     * @param bindHost, bindPort where it listens
     * @param outboundHost the local address that its own connections come from; null for any
     * @param tls null for plain connections
     */
    public record Remoting(
            String host,
            int port,
            String bindHost,
            int bindPort,
            @Nullable String outboundHost,
            @Nullable Tls tls) {}

    /**
     * Where HTTP answers.
     *
     * @param port 0 is any that is free
     * @param token that requests carry as {@code Authorization: Bearer TOKEN}; null, only on a loopback address, for none
     */
    public record Http(String host, int port, @Nullable String token) {
        /** The environment's name for the token. */
        public static final String TOKEN_VARIABLE = "BACKSTOP_HTTP_TOKEN";
    }

    /** PKCS#12 stores for mutual TLS between nodes. */
    public record Tls(Path keyStore, Path trustStore, String password) {}
}
