package io.backstop.node.supervisor;

import io.backstop.node.http.NodeClient;
import io.backstop.node.run.CommandFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a supervisor asks single nodes over HTTP. A node that does not answer in time gives no answer, and nothing fails. */
final class NodeCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCalls.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final @Nullable String token;
    private final Map<String, NodeClient> clients = new ConcurrentHashMap<>();

    /**
     * Calls to nodes of one cluster.
     *
     * @param token null for none
     */
    NodeCalls(@Nullable String token) {
        this.token = token;
    }

    <T> Optional<T> ask(String http, Function<NodeClient, T> question) {
        try {
            return Optional.of(question.apply(clients.computeIfAbsent(http, this::client)));
        } catch (CommandFailure silent) {
            LOG.debug("{}", silent.getMessage());
            return Optional.empty();
        }
    }

    private NodeClient client(String http) {
        return new NodeClient(List.of(URI.create(http)), token, PATIENCE);
    }

    @Override
    public void close() {
        clients.values().forEach(NodeClient::close);
    }
}
