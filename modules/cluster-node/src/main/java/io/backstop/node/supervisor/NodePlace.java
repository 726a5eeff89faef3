package io.backstop.node.supervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a node lives on this machine.
 *
 * @param host its own address, for other nodes and for HTTP
 * @param port what other nodes connect to
 * @param bindPort where it listens itself; another one if a proxy is in front
 * @param source the address that its connections come from; null if that is not told
 * @param within the words before its command that start it there
 */
record NodePlace(
        String host,
        int port,
        int bindPort,
        int httpPort,
        @Nullable String source,
        List<String> within) {
    String address() {
        return host + ":" + port;
    }
}
