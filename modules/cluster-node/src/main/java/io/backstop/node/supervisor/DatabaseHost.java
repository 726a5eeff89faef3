package io.backstop.node.supervisor;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one host of a PostgreSQL address, so that a proxy can stand in front of it.
 *
 * @param rest the database and what follows; starts with a slash
 */
record DatabaseHost(String host, int port, String rest) {
    private static final Pattern ONE_HOST =
            Pattern.compile("jdbc:postgresql://(?<host>[^/:,?\\[\\]]+|\\[[^\\]]+])(:(?<port>\\d+))?(?<rest>/.*)");
    private static final int USUAL_PORT = 5432;

    /** Nothing if the address names several hosts or none, or if the client checks the host's name: then no proxy can be between. */
    static Optional<DatabaseHost> of(String url) {
        Matcher parts = ONE_HOST.matcher(url);
        if (!parts.matches() || url.contains("sslmode=verify-full")) {
            return Optional.empty();
        }
        String port = parts.group("port");
        return Optional.of(new DatabaseHost(
                parts.group("host"), port == null ? USUAL_PORT : Integer.parseInt(port), parts.group("rest")));
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    /** The same database by a proxy. */
    String through(InetSocketAddress proxy) {
        return "jdbc:postgresql://" + proxy.getAddress().getHostAddress() + ":" + proxy.getPort() + rest;
    }
}
