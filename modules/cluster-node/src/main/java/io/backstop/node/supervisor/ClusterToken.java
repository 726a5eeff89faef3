package io.backstop.node.supervisor;

import io.backstop.node.server.NodeSettings;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the HTTP of a local cluster's nodes asks for. */
final class ClusterToken {
    private static final int BYTES = 24;

    private ClusterToken() {}

    /** The environment's; else none on loopback, and a random one in namespaces, whose addresses others may reach. */
    static @Nullable String of(NetworkKind network, Map<String, String> environment) {
        String given = environment.getOrDefault(NodeSettings.Http.TOKEN_VARIABLE, "");
        if (!given.isEmpty()) {
            return given;
        }
        return switch (network) {
            case PROXY -> null;
            case NAMESPACES -> random();
        };
    }

    static String random() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
