package io.backstop.node.supervisor;

import com.typesafe.config.ConfigUtil;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.NodeSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a node of a local cluster is set up.
 *
 * @param nodes how many must be up before runs go on
 * @param seeds {@code host:port} of the nodes to join
 * @param drill whether the node lets itself be disturbed
 * @param database as this node reaches it; its password goes by the environment
 * @param token that its HTTP asks for; it goes by the environment; null for none
 */
record NodeSetup(
        String name,
        Path folder,
        FailoverProfile profile,
        int nodes,
        List<String> seeds,
        int threads,
        boolean drill,
        JdbcAddress database,
        NodePlace place,
        @Nullable String token) {
    private static final String FILE = "node.conf";
    private static final String LOG = "node.log";

    Path file() {
        return folder.resolve(FILE);
    }

    Path log() {
        return folder.resolve(LOG);
    }

    String address() {
        return place.address();
    }

    /** What its environment says and no file does. */
    Map<String, String> secrets() {
        Map<String, String> secrets = new TreeMap<>();
        secrets.put("PGPASSWORD", database.password());
        String httpToken = token;
        if (httpToken != null) {
            secrets.put(NodeSettings.Http.TOKEN_VARIABLE, httpToken);
        }
        return secrets;
    }

    /** As the node reads it. */
    String text() {
        return """
                backstop.node {
                  name = %s
                  folder = %s
                  profile = %s
                  nodes = %d
                  seeds = [%s]
                  threads = %d
                  stop-with-parent = true
                  drill = %b
                  journal {
                    url = %s
                    user = %s
                  }
                  remoting {
                    host = %s
                    port = %d
                    bind-host = %s
                    bind-port = %d%s
                  }
                  http {
                    host = %s
                    port = %d
                  }
                }
                """.formatted(
                        quoted(name),
                        quoted(folder.toString()),
                        quoted(profile.toString()),
                        nodes,
                        seeds.stream().map(NodeSetup::quoted).collect(Collectors.joining(", ")),
                        threads,
                        drill,
                        quoted(database.url()),
                        quoted(database.user()),
                        quoted(place.host()),
                        place.port(),
                        quoted(place.host()),
                        place.bindPort(),
                        outbound(),
                        quoted(place.host()),
                        place.httpPort());
    }

    private String outbound() {
        String source = place.source();
        return source == null ? "" : "\n    outbound-host = " + quoted(source);
    }

    private static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }
}
