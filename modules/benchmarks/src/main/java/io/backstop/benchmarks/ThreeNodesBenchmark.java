package io.backstop.benchmarks;

import io.backstop.node.http.NodeClient;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.node.supervisor.Link;
import io.backstop.node.supervisor.Links;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * One scenario on three node processes and on one, on the same cores, with PostgreSQL as journal and without a paired run: in turns, each
 * time on a fresh cluster after a run of quickstart to warm it up. Prints wall time from the submission to the end, the ratio, and what
 * crossed the wire: messages between entities, of these the ones to accounts, and all bytes between the nodes, gossip and heartbeats
 * included.
 *
 * <p>Arguments: rounds (default 3), scenario (default october-10), heap of a node (default 1g). Started in the checkout's root.
 */
public final class ThreeNodesBenchmark {
    private static final Path WARM = Path.of("scenarios/quickstart.yaml");
    private static final String USUAL = "scenarios/october-10.yaml";
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int PARTITIONS = 16;
    private static final int THREE = 3;

    private ThreeNodesBenchmark() {}

    private record Wire(long messages, long toAccounts, long bytes, long linkBytes) {
        Wire minus(Wire before) {
            return new Wire(
                    messages - before.messages,
                    toAccounts - before.toAccounts,
                    bytes - before.bytes,
                    linkBytes - before.linkBytes);
        }
    }

    private record Measured(double seconds, long ticks, String digest, Wire wire) {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws InterruptedException, IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : THREE;
        Path scenario = Path.of(args.length > 1 ? args[1] : USUAL);
        String heap = args.length > 2 ? args[2] : "1g";
        double[] one = new double[rounds];
        double[] three = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            three[round] = print(THREE, once(THREE, scenario, heap));
            one[round] = print(1, once(1, scenario, heap));
        }
        System.out.printf(
                Locale.ROOT,
                "three nodes %s s, one node %s s, ratio of the medians %.2f%n",
                Spread.of(three),
                Spread.of(one),
                Spread.of(three).median() / Spread.of(one).median());
    }

    private static double print(int nodes, Measured run) {
        Wire wire = run.wire();
        System.out.printf(
                Locale.ROOT,
                "%d nodes: %.2f s, digest %.8s; %,d messages and %,d bytes of entities crossed (%.1f messages, %.0f"
                        + " bytes a tick), %d of them to accounts; %,d bytes on the links%n",
                nodes,
                run.seconds(),
                run.digest(),
                wire.messages(),
                wire.bytes(),
                (double) wire.messages() / run.ticks(),
                (double) wire.bytes() / run.ticks(),
                wire.toAccounts(),
                wire.linkBytes());
        return run.seconds();
    }

    private static Measured once(int nodes, Path scenario, String heap) throws InterruptedException, IOException {
        try (TemporaryCluster started = TemporaryCluster.start(nodes, FailoverProfile.SUPERVISED, heap, false)) {
            LocalCluster cluster = started.cluster();
            Measured unused = run(cluster, WARM);
            return run(cluster, scenario);
        }
    }

    private static Measured run(LocalCluster cluster, Path scenario) throws InterruptedException {
        String resolved =
                ScenarioLoader.load(scenario, List.of(), OptionalLong.empty()).resolvedYaml();
        try (NodeClient client = cluster.client(cluster.http().values())) {
            Wire before = wire(cluster);
            long began = System.nanoTime();
            String run = client.submit(new Submission(resolved, PARTITIONS, "", List.of()))
                    .run()
                    .id();
            RunStatus status = client.status(run);
            while (status.state() == RunStatus.State.RUNNING) {
                Thread.sleep(LOOK);
                status = client.status(run);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Measured(
                    seconds,
                    status.ticks(),
                    String.valueOf(status.digest()),
                    wire(cluster).minus(before));
        }
    }

    private static Wire wire(LocalCluster cluster) {
        List<String> scrapes = new ArrayList<>();
        for (String node : cluster.http().values()) {
            try (NodeClient client = cluster.client(List.of(node))) {
                scrapes.add(client.metrics());
            }
        }
        return new Wire(
                sum(scrapes, "backstop_wire_messages_total"),
                sum(scrapes, "backstop_wire_account_messages_total"),
                sum(scrapes, "backstop_wire_bytes_total"),
                cluster.links().all().stream()
                        .filter(link -> !link.to().equals(Links.DATABASE))
                        .flatMap(link -> link.traffic().stream())
                        .mapToLong(Link.Traffic::bytes)
                        .sum());
    }

    private static long sum(List<String> scrapes, String name) {
        return scrapes.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }
}
