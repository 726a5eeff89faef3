package io.backstop.node.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.Journal.Memory;
import io.backstop.shell.Placement;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Rules;

/** The actor system's settings; each that differs from Pekko's default does so for the reason beside it. */
public final class NodeConfig {
    private static final String BASE = """
            pekko {
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              loglevel = WARNING
              stdout-loglevel = OFF
              log-dead-letters = off
              log-dead-letters-during-shutdown = off

              # The runtime stops the system itself, also on Ctrl-C.
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.exit-jvm = off
              # A lone node has nobody to take leave of, which takes seconds; the runtime takes leave where there are others.
              coordinated-shutdown.run-by-actor-system-terminate = off
              coordinated-shutdown.terminate-actor-system = off
              jvm-shutdown-hooks = off

              actor {
                provider = cluster
                allow-java-serialization = off
                # Heartbeats and gossip must not wait behind a cascade.
                internal-dispatcher.fork-join-executor {
                  parallelism-min = 2
                  parallelism-max = 2
                }
                default-dispatcher {
                  executor = "fork-join-executor"
                  throughput = 64
                }
                default-blocking-io-dispatcher.thread-pool-executor.fixed-pool-size = 2
              }

              remote.artery {
                transport = tcp
                canonical.hostname = "127.0.0.1"
                canonical.port = 0
                advanced.inbound-lanes = 1
                advanced.outbound-message-queue-size = 20000
              }

              cluster {
                downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                jmx.enabled = off
                shutdown-after-unsuccessful-join-seed-nodes = 45s
                # Joining and leaving take several rounds of these.
                gossip-interval = 100ms
                leader-actions-interval = 100ms
                periodic-tasks-initial-delay = 50ms
                configuration-compatibility-check {
                  enforce-on-join = on
                  checkers.backstop = "io.backstop.node.runtime.SameRules"
                }

                sharding {
                  passivation.strategy = none
                  remember-entities = off
                  use-dispatcher = "pekko.actor.default-dispatcher"
                  retry-interval = 200ms
                  buffer-size = 200000
                  distributed-data.majority-min-cap = 1
                }
                singleton.hand-over-retry-interval = 200ms
              }

              persistence {
                max-concurrent-recoveries = 200
                # A flood is refused aloud and asked again, not dropped silently.
                typed.stash-capacity = 65536
                typed.stash-overflow-strategy = fail
                snapshot-store.plugin = ""
                journal-plugin-fallback {
                  plugin-dispatcher = "pekko.actor.default-dispatcher"
                  replay-dispatcher = "pekko.actor.default-dispatcher"
                  # One breaker serves all entities of the node.
                  circuit-breaker {
                    max-failures = 50
                    call-timeout = 20s
                    reset-timeout = 5s
                  }
                  recovery-event-timeout = 30s
                  # It would drop events of an older writer with only a warning; the chain shows them.
                  replay-filter.mode = off
                }
                journal.inmem.plugin-dispatcher = "pekko.actor.default-dispatcher"
              }
            }
            """;

    private static final String JDBC = """
            pekko.persistence.journal.plugin = "jdbc-journal"
            jdbc-journal {
              use-shared-db = "backstop"
              # Where the plugin looks for it; its own reference has it one block too deep.
              plugin-dispatcher = "pekko.actor.default-dispatcher"
              # More than the accounts that one tick can wake: an overflow fails writes and trips the breaker.
              bufferSize = 200000
              batchSize = 400
              replayBatchSize = 400
            }
            pekko-persistence-jdbc.shared-databases.backstop {
              db {
                connectionPool = "HikariCP"
                queueSize = 200000
                connectionTimeout = 5000
                keepAliveConnection = off
              }
            }
            """;

    private static final String SHARED_DATABASE = "pekko-persistence-jdbc.shared-databases.backstop";

    private NodeConfig() {}

    /** The settings of a node with these options. */
    public static Config of(ClusterOptions options, KryoTable table) {
        return of(options.journal(), options.threads(), table);
    }

    /**
     * The settings of a node.
     *
     * @param threads of the dispatcher that serves entities, sharding and journal
     * @param table its codecs, which other nodes compare with theirs
     */
    public static Config of(Journal kept, int threads, KryoTable table) {
        Config config = ConfigFactory.parseString(BASE)
                .withValue("pekko.cluster.sharding.number-of-shards", ConfigValueFactory.fromAnyRef(Placement.SHARDS))
                .withFallback(SameRules.config(Rules.VERSION, table))
                .withFallback(dispatcher(threads));
        Config journal = switch (kept) {
            case Memory memory ->
                ConfigFactory.parseString("pekko.persistence.journal.plugin = \"pekko.persistence.journal.inmem\"");
            case Journal.H2 h2 -> database(h2, "slick.jdbc.H2Profile$", "org.h2.Driver", 3, 4);
            case Journal.Postgres postgres ->
                database(postgres, "slick.jdbc.PostgresProfile$", "org.postgresql.Driver", 4, 6)
                        .withValue(
                                SHARED_DATABASE + ".db.connectionInitSql",
                                ConfigValueFactory.fromAnyRef("SET idle_in_transaction_session_timeout = '"
                                        + Databases.LONGEST_IDLE_IN_TRANSACTION + "'"));
        };
        return journal.withFallback(config).withFallback(ConfigFactory.load());
    }

    private static Config dispatcher(int threads) {
        String executor = "pekko.actor.default-dispatcher.fork-join-executor";
        return ConfigFactory.empty()
                .withValue(executor + ".parallelism-min", ConfigValueFactory.fromAnyRef(threads))
                .withValue(executor + ".parallelism-max", ConfigValueFactory.fromAnyRef(threads));
    }

    private static Config database(Database database, String profile, String driver, int parallelism, int connections) {
        String db = SHARED_DATABASE + ".db";
        return ConfigFactory.empty()
                .withValue("jdbc-journal.parallelism", ConfigValueFactory.fromAnyRef(parallelism))
                .withValue(SHARED_DATABASE + ".profile", ConfigValueFactory.fromAnyRef(profile))
                .withValue(db + ".driver", ConfigValueFactory.fromAnyRef(driver))
                .withValue(db + ".url", ConfigValueFactory.fromAnyRef(database.url()))
                .withValue(db + ".user", ConfigValueFactory.fromAnyRef(database.user()))
                .withValue(db + ".password", ConfigValueFactory.fromAnyRef(database.password()))
                // Slick can deadlock unless these are equal.
                .withValue(db + ".numThreads", ConfigValueFactory.fromAnyRef(connections))
                .withValue(db + ".maxConnections", ConfigValueFactory.fromAnyRef(connections))
                .withValue(db + ".minConnections", ConfigValueFactory.fromAnyRef(connections))
                .withFallback(ConfigFactory.parseString(JDBC));
    }
}
