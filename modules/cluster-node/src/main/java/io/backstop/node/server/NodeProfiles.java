package io.backstop.node.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.backstop.node.runtime.NodeConfig;
import io.backstop.node.server.NodeSettings.Remoting;
import io.backstop.node.server.NodeSettings.Tls;
import io.backstop.shell.Backoff;
import io.backstop.shell.codec.KryoTable;
import java.time.Duration;

/** The actor system's settings of a node in a cluster: the failover profile, remoting, TLS. */
final class NodeProfiles {
    /** Of every profile. */
    private static final String ALL = """
            pekko.cluster.sharding {
              # Balance is to be seen within seconds of a join.
              rebalance-interval = 2s
              least-shard-allocation-strategy.rebalance-absolute-limit = 20
              waiting-for-state-timeout = 1s
              updating-state-timeout = 2s
              coordinator-failure-backoff = 500ms
              handoff-timeout = 10s
            }
            pekko.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 10s
            """;

    private static final String DEFAULT = """
            pekko.cluster {
              failure-detector { heartbeat-interval = 1s, acceptable-heartbeat-pause = 3s }
              gossip-interval = 1s
              leader-actions-interval = 1s
              unreachable-nodes-reaper-interval = 1s
              split-brain-resolver { active-strategy = keep-majority, stable-after = 20s }
            }
            """;

    private static final String FAST_LOCAL = """
            pekko.cluster {
              failure-detector { heartbeat-interval = 300ms, acceptable-heartbeat-pause = 2s }
              gossip-interval = 200ms
              leader-actions-interval = 200ms
              unreachable-nodes-reaper-interval = 200ms
              split-brain-resolver { active-strategy = keep-majority, stable-after = 3s }
            }
            """;

    /**
     * The supervisor downs a node whose process has exited. Pekko removes it once its silence shows, so a short silence shows; but
     * heartbeats of busy small machines come seconds late, so only a long one counts: 7 s more, and flapping counts for nothing.
     * The margin may be short because the journal's key is the fence, not time.
     */
    private static final String SUPERVISED = """
            pekko.cluster {
              failure-detector {
                heartbeat-interval = 200ms
                acceptable-heartbeat-pause = 700ms
                expected-response-after = 500ms
              }
              gossip-interval = 100ms
              leader-actions-interval = 100ms
              unreachable-nodes-reaper-interval = 100ms
              down-removal-margin = 100ms
              split-brain-resolver {
                active-strategy = keep-majority
                stable-after = 7s
                down-all-when-unstable = off
              }
            }
            """;

    private NodeProfiles() {}

    /** When a root asks again: soon, for what a lost node left unanswered; a repeated question costs little. */
    static Backoff backoff() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(2));
    }

    static Config config(NodeSettings settings, String version, KryoTable table) {
        String profile = switch (settings.profile()) {
            case DEFAULT -> DEFAULT;
            case FAST_LOCAL -> FAST_LOCAL;
            case SUPERVISED -> SUPERVISED;
        };
        return remoting(settings.remoting())
                .withFallback(set("pekko.cluster.app-version", version.replace("-SNAPSHOT", "")))
                .withFallback(ConfigFactory.parseString(profile))
                .withFallback(ConfigFactory.parseString(ALL))
                .withFallback(NodeConfig.of(settings.journal(), settings.threads(), table));
    }

    private static Config remoting(Remoting remoting) {
        String artery = "pekko.remote.artery.";
        Config config = set(artery + "canonical.hostname", remoting.host())
                .withFallback(set(artery + "canonical.port", remoting.port()))
                .withFallback(set(artery + "bind.hostname", remoting.bindHost()))
                .withFallback(set(artery + "bind.port", remoting.bindPort()));
        String outbound = remoting.outboundHost();
        if (outbound != null) {
            config = config.withFallback(set(artery + "advanced.tcp.outbound-client-hostname", outbound));
        }
        Tls tls = remoting.tls();
        return tls == null ? config : config.withFallback(tls(tls));
    }

    private static Config tls(Tls tls) {
        String engine = "pekko.remote.artery.ssl.config-ssl-engine.";
        return set("pekko.remote.artery.transport", "tls-tcp")
                .withFallback(set(engine + "key-store", tls.keyStore().toString()))
                .withFallback(set(engine + "trust-store", tls.trustStore().toString()))
                .withFallback(set(engine + "key-store-password", tls.password()))
                .withFallback(set(engine + "key-password", tls.password()))
                .withFallback(set(engine + "trust-store-password", tls.password()))
                .withFallback(set(engine + "protocol", "TLSv1.3"))
                .withFallback(ConfigFactory.parseString(
                        engine + "enabled-algorithms = [TLS_AES_256_GCM_SHA384, TLS_AES_128_GCM_SHA256]"))
                .withFallback(set(engine + "require-mutual-authentication", "on"));
    }

    private static Config set(String path, Object value) {
        return ConfigFactory.empty().withValue(path, ConfigValueFactory.fromAnyRef(value));
    }
}
