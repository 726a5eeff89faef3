package io.backstop.node.drill;

import io.backstop.kernel.EntityId;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeMember;
import io.backstop.node.supervisor.LinkPolicy;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.simulation.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes and ends faults of a local cluster. Whatever is still disturbed at the end is healed by {@link #healAll}. */
final class FaultMaker {
    private final Drill drill;
    private final LocalCluster cluster;
    private final Asking asking;
    private final Set<String> paused = new ConcurrentSkipListSet<>();
    private final Set<String> staysGone = new TreeSet<>();
    private boolean databaseStopped;
    private boolean disturbed;

    /** Asks any node. */
    interface Asking {
        <T> T ask(Function<NodeClient, T> question);
    }

    /**
     * The node that a fault is about.
     *
     * @param name null for faults of no single node
     * @param address of remoting; null unless the others are to lose the node
     */
    record Target(@Nullable String name, @Nullable String address) {
        private static final Target NONE = new Target(null, null);

        private String required() {
            String node = name;
            if (node == null) {
                throw new IllegalStateException("a fault without a node");
            }
            return node;
        }
    }

    FaultMaker(Drill drill, LocalCluster cluster, Asking asking) {
        this.drill = drill;
        this.cluster = cluster;
        this.asking = asking;
    }

    /**
     * Whether it begins right after the run went on: while the database or all nodes are away nobody can let it go on, what takes
     * long to make is to be made while the run goes, and a paused node is to have work in its hands.
     */
    boolean needsTheRunGoing(Fault fault) {
        return fault instanceof Fault.StopDatabase
                || fault instanceof Fault.CutDatabase
                || fault instanceof Fault.KillAll
                || fault instanceof Fault.Pause
                || endsByItself(fault)
                || cluster.running().size() == 1;
    }

    /** Whether nodes lose sight of each other, no one of them for all. */
    static boolean partsNodes(Fault fault) {
        return fault instanceof Fault.Partition || fault instanceof Fault.OneWay || fault instanceof Fault.Flap;
    }

    /** Where each node answers whose process runs and does not stand still. */
    Map<String, String> awake() {
        Map<String, String> nodes = new TreeMap<>(cluster.http());
        nodes.keySet().removeAll(paused);
        return nodes;
    }

    /** Whether nobody has to end it. */
    static boolean endsByItself(Fault fault) {
        return fault instanceof Fault.RollingRestart || fault instanceof Fault.Join;
    }

    /** Which node it is now. */
    Target target(Fault fault, String run) {
        return switch (fault) {
            case Fault.Kill(String node) -> lost(node, run);
            case Fault.Pause(String node) -> lost(node, run);
            case Fault.Stop(String node) -> lost(node, run);
            case Fault.CutDatabase(String node) -> new Target(present(name(node, run)), null);
            case Fault.SlowDatabase(String node, long delay) -> new Target(present(name(node, run)), null);
            case Fault.Join(String node) -> new Target(node, null);
            case Fault.Partition(List<List<String>> groups) -> parted(groups);
            case Fault.OneWay(String from, String to) -> parted(List.of(List.of(from), List.of(to)));
            case Fault.SlowLink(List<List<String>> groups, long delay) -> parted(groups);
            case Fault.Flap(List<List<String>> groups, long period) -> parted(groups);
            case Fault.StopDatabase stop -> Target.NONE;
            case Fault.Disturb disturb -> Target.NONE;
            case Fault.RollingRestart restart -> Target.NONE;
            case Fault.KillAll kill -> Target.NONE;
        };
    }

    private Target parted(List<List<String>> groups) {
        cluster.links().requireSources();
        groups.forEach(group -> group.forEach(this::present));
        return Target.NONE;
    }

    private String present(String node) {
        if (!cluster.running().contains(node)) {
            throw gone(node);
        }
        return node;
    }

    private CommandFailure gone(String node) {
        return CommandFailure.badInput("drill " + drill.name() + ": " + node
                + " is gone when a fault of it begins; there are " + String.join(", ", cluster.running()));
    }

    private Target lost(String node, String run) {
        String name = present(name(node, run));
        return asking.ask(NodeClient::members).stream()
                .filter(member -> name.equals(member.name()))
                .map(member -> new Target(name, member.address()))
                .findFirst()
                .orElseThrow(() -> gone(name));
    }

    private String name(String node, String run) {
        Venue venue = new Venue(
                run, drill.scenario().resolved(), drill.scenario().openings(), new Partitioning(drill.partitions()));
        return switch (node) {
            case "oldest" -> member(node, NodeMember::oldest);
            case "root" -> host(node, venue.runId());
            case "adl" -> host(node, venue.coordinator());
            case "fund" -> host(node, venue.fund());
            default -> node;
        };
    }

    private String host(String role, EntityId entity) {
        String address = asking.ask(client -> client.locate(entity.path()));
        return member(role, member -> member.address().equals(address));
    }

    private String member(String role, Predicate<NodeMember> is) {
        return asking.ask(NodeClient::members).stream()
                .filter(is)
                .map(NodeMember::name)
                .filter(name -> name != null)
                .findFirst()
                .orElseThrow(() -> CommandFailure.atRunTime("no node is the " + role + " now", null));
    }

    /** Puts the fault in place. */
    void begin(Fault fault, Target target) throws InterruptedException {
        switch (fault) {
            case Fault.Kill kill -> cluster.kill(target.required());
            case Fault.Pause pause -> {
                paused.add(target.required());
                cluster.pause(target.required());
            }
            case Fault.Stop stop -> {
                boolean unused = cluster.stop(target.required());
            }
            case Fault.Partition(List<List<String>> groups) -> cluster.partition(groups);
            case Fault.OneWay(String from, String to) ->
                cluster.links().between(from, to).set(new LinkPolicy.Cut());
            case Fault.SlowLink(List<List<String>> groups, long delay) ->
                between(groups, new LinkPolicy.Slow(Duration.ofMillis(delay), 0));
            case Fault.Flap(List<List<String>> groups, long period) -> cluster.partition(groups);
            case Fault.StopDatabase stop -> {
                databaseStopped = true;
                cluster.stopDatabase();
            }
            case Fault.CutDatabase cut ->
                cluster.links().toDatabase(target.required()).set(new LinkPolicy.Refuse());
            case Fault.SlowDatabase(String node, long delay) ->
                cluster.links().toDatabase(target.required()).set(new LinkPolicy.Slow(Duration.ofMillis(delay), 0));
            case Fault.Disturb(double duplicates, double reordered) -> {
                disturbed = true;
                disturb(duplicates, reordered);
            }
            case Fault.RollingRestart restart -> rollingRestart();
            case Fault.Join(String node) -> {
                String unused = cluster.add(node);
            }
            case Fault.KillAll kill -> cluster.killAllNodes();
        }
    }

    private void between(List<List<String>> groups, LinkPolicy policy) {
        for (List<String> group : groups) {
            groups.stream()
                    .filter(other -> !other.equals(group))
                    .forEach(other -> group.forEach(from -> other.forEach(
                            to -> cluster.links().between(from, to).set(policy))));
        }
    }

    private void disturb(double duplicates, double reordered) {
        awake().values().forEach(http -> {
            try (NodeClient client = cluster.client(List.of(http))) {
                client.disturb((int) Math.round(100 * duplicates), (int) Math.round(100 * reordered));
            }
        });
    }

    private void rollingRestart() throws InterruptedException {
        List<String> order = new ArrayList<>(cluster.running());
        String oldest = member("oldest", NodeMember::oldest);
        order.remove(oldest);
        order.add(oldest);
        for (String node : order) {
            boolean left = cluster.stop(node);
            if (left || !cluster.running().contains(node)) {
                String unused = cluster.add(node);
            }
        }
    }

    /** What a fault does while it lasts. */
    void during(Fault fault, long beganNanos) {
        if (fault instanceof Fault.Flap(List<List<String>> groups, long period)) {
            boolean cut = (System.nanoTime() - beganNanos) / 1_000_000 / period % 2 == 0;
            if (cut == cluster.links().disturbed().isEmpty()) {
                if (cut) {
                    cluster.partition(groups);
                } else {
                    cluster.links().heal();
                }
            }
        }
    }

    /** Ends the fault, and what it did to the cluster; one without an end stays. */
    void end(Fault fault, Target target, long lastsMillis) throws InterruptedException {
        if (lastsMillis == 0) {
            if (fault instanceof Fault.Kill || fault instanceof Fault.Stop) {
                staysGone.add(target.required());
            }
            return;
        }
        switch (fault) {
            case Fault.Pause pause -> resume(target.required());
            case Fault.Partition partition -> cluster.links().heal();
            case Fault.OneWay oneWay -> cluster.links().heal();
            case Fault.SlowLink slow -> cluster.links().heal();
            case Fault.Flap flap -> cluster.links().heal();
            case Fault.StopDatabase stop -> startDatabase();
            case Fault.CutDatabase cut -> cluster.links().heal();
            case Fault.SlowDatabase slow -> cluster.links().heal();
            case Fault.Disturb disturb -> calm();
            case Fault.Kill kill -> {}
            case Fault.Stop stop -> {}
            case Fault.KillAll kill -> {}
            case Fault.RollingRestart restart -> {}
            case Fault.Join join -> {}
        }
        cluster.settle();
        replaceTheGone();
    }

    /** Nodes that ended, or stopped themselves as the smaller side of a partition does: new processes take their place. */
    private void replaceTheGone() throws InterruptedException {
        if (cluster.running().isEmpty()) {
            cluster.startAllNodes();
            return;
        }
        for (String name : cluster.names()) {
            if (!cluster.running().contains(name) && !staysGone.contains(name)) {
                String unused = cluster.add(name);
            }
        }
    }

    private void resume(String node) {
        if (paused.contains(node) && cluster.running().contains(node)) {
            cluster.resume(node);
        }
        paused.remove(node);
    }

    private void startDatabase() {
        if (databaseStopped) {
            databaseStopped = false;
            cluster.startDatabase();
        }
    }

    private void calm() {
        if (disturbed) {
            disturbed = false;
            disturb(0, 0);
        }
    }

    /** Ends everything that is not ended; nodes that are gone stay gone. */
    void healAll() {
        List.copyOf(paused).forEach(this::resume);
        cluster.links().heal();
        startDatabase();
        try {
            calm();
        } catch (CommandFailure silent) {
            disturbed = false;
        }
    }
}
