package io.backstop.node.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Journal;
import io.backstop.node.server.NodeSettings.Http;
import io.backstop.node.server.NodeSettings.Remoting;
import io.backstop.node.server.NodeSettings.Tls;
import io.backstop.scenario.loader.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a node's configuration: HOCON under {@code backstop.node}. Unknown keys are refused. */
public final class NodeSettingsFile {
    private static final String ROOT = "backstop.node";
    private static final int HIGHEST_PORT = 65_535;

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            "name",
            "folder",
            "profile",
            "nodes",
            "seeds",
            "threads",
            "stop-with-parent",
            "drill",
            "journal.url",
            "journal.user",
            "journal.password",
            "remoting.host",
            "remoting.port",
            "remoting.bind-host",
            "remoting.bind-port",
            "remoting.outbound-host",
            "remoting.tls.key-store",
            "remoting.tls.trust-store",
            "remoting.tls.password",
            "http.host",
            "http.port",
            "http.token"));

    private final Path file;
    private final Config node;
    private final Map<String, String> environment;

    /**
     * What a file says.
     *
     * @param stopWithParent whether the node ends when its standard input does
     */
    public record Read(NodeSettings settings, boolean stopWithParent) {}

    private NodeSettingsFile(Path file, Config node, Map<String, String> environment) {
        this.file = file;
        this.node = node;
        this.environment = environment;
    }

    /**
     * Reads a file.
     *
     * @param environment gives {@code BACKSTOP_HTTP_TOKEN} and {@code PGPASSWORD} where the file has none
     * @throws CommandFailure in one line, with file and line, if something is missing, unknown or wrong
     */
    public static Read read(Path file, Map<String, String> environment) {
        if (!Files.isReadable(file)) {
            throw CommandFailure.badInput("--config: cannot read " + file);
        }
        try {
            Config all = ConfigFactory.parseFile(file.toFile()).resolve();
            if (!all.hasPath(ROOT)) {
                throw CommandFailure.badInput(file + ": " + ROOT + " is missing");
            }
            NodeSettingsFile settings = new NodeSettingsFile(file, all.getConfig(ROOT), environment);
            settings.refuseUnknown();
            return settings.read();
        } catch (ConfigException e) {
            throw CommandFailure.badInput(place(file, e), e);
        }
    }

    private static String place(Path file, ConfigException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(file.toString()) ? message : file + ": " + message;
    }

    private void refuseUnknown() {
        for (Map.Entry<String, ConfigValue> entry : node.entrySet()) {
            String key = entry.getKey();
            if (!KEYS.contains(key)) {
                String near = Nearest.find(key, KEYS)
                        .map(name -> "; did you mean " + ROOT + "." + name + "?")
                        .orElse("");
                throw wrong(key, "is no setting of a node" + near);
            }
        }
    }

    private CommandFailure wrong(String key, String what) {
        String line = node.hasPathOrNull(key) && node.getValue(key).origin().lineNumber() > 0
                ? ":" + node.getValue(key).origin().lineNumber()
                : "";
        return CommandFailure.badInput(file + line + ": " + ROOT + "." + key + " " + what);
    }

    private Read read() {
        int threads = node.hasPath("threads")
                ? between("threads", 1, 256)
                : Math.max(2, Runtime.getRuntime().availableProcessors());
        NodeSettings settings = new NodeSettings(
                text("name"),
                Path.of(text("folder")),
                journal(),
                profile(),
                node.hasPath("nodes") ? between("nodes", 1, 1_000) : 1,
                node.hasPath("seeds") ? seeds() : List.of(),
                threads,
                flag("drill"),
                remoting(),
                http());
        return new Read(settings, flag("stop-with-parent"));
    }

    private boolean flag(String key) {
        return node.hasPath(key) && node.getBoolean(key);
    }

    private String text(String key) {
        if (!node.hasPath(key)) {
            throw CommandFailure.badInput(file + ": " + ROOT + "." + key + " is missing");
        }
        String text = node.getString(key);
        if (text.isBlank()) {
            throw wrong(key, "is empty");
        }
        return text;
    }

    private @Nullable String textOrNull(String key) {
        return node.hasPath(key) ? text(key) : null;
    }

    private int between(String key, int least, int most) {
        int value = node.getInt(key);
        if (value < least || value > most) {
            throw wrong(key, "must be " + least + " to " + most + ", is " + value);
        }
        return value;
    }

    private Journal.Database journal() {
        String url = text("journal.url");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw wrong("journal.url", "must start with jdbc:postgresql:, such as jdbc:postgresql://host/database");
        }
        String password = node.hasPath("journal.password") ? node.getString("journal.password") : "";
        return new Journal.Postgres(
                url, text("journal.user"), password.isEmpty() ? environment.getOrDefault("PGPASSWORD", "") : password);
    }

    private FailoverProfile profile() {
        String word = node.hasPath("profile") ? node.getString("profile") : FailoverProfile.DEFAULT.toString();
        return FailoverProfile.of(word)
                .orElseThrow(() -> wrong("profile", "must be default, fast-local or supervised, is '" + word + "'"));
    }

    private List<String> seeds() {
        List<String> seeds = node.getStringList("seeds");
        for (String seed : seeds) {
            int colon = seed.lastIndexOf(':');
            if (colon < 1 || !seed.substring(colon + 1).matches("\\d{1,5}")) {
                throw wrong("seeds", "must hold host:port, has '" + seed + "'");
            }
        }
        return List.copyOf(seeds);
    }

    private Remoting remoting() {
        String host = text("remoting.host");
        int port = between("remoting.port", 0, HIGHEST_PORT);
        return new Remoting(
                host,
                port,
                node.hasPath("remoting.bind-host") ? text("remoting.bind-host") : host,
                node.hasPath("remoting.bind-port") ? between("remoting.bind-port", 0, HIGHEST_PORT) : port,
                textOrNull("remoting.outbound-host"),
                tls());
    }

    private @Nullable Tls tls() {
        if (!node.hasPath("remoting.tls")) {
            return null;
        }
        Tls tls = new Tls(
                Path.of(text("remoting.tls.key-store")),
                Path.of(text("remoting.tls.trust-store")),
                text("remoting.tls.password"));
        Stream.of("key-store", "trust-store").forEach(store -> {
            String key = "remoting.tls." + store;
            if (!Files.isReadable(Path.of(text(key)))) {
                throw wrong(key, "cannot be read: " + text(key));
            }
        });
        return tls;
    }

    private Http http() {
        String token = textOrNull("http.token");
        return new Http(
                node.hasPath("http.host") ? text("http.host") : "127.0.0.1",
                between("http.port", 0, HIGHEST_PORT),
                token == null ? environment.get(Http.TOKEN_VARIABLE) : token);
    }
}
