package io.backstop.node.drill;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ClusterPlan;
import io.backstop.node.supervisor.FolderHold;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.scenario.drill.PlannedFault;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A drill from its file to its result: a fresh cluster, the run with its faults, the same run in process, the audit. */
public final class DrillRun {
    private final Drill drill;
    private final NetworkKind network;
    private final Path folder;
    private final Consumer<String> talk;
    private final BooleanSupplier unwanted;

    /**
     * A drill.
     *
     * @param network by which the cluster's nodes reach each other
     * @param folder for the cluster's files; new or empty
     * @param talk hears what happens
     * @param unwanted asked while it runs: whether it should rather end
     */
    public DrillRun(Drill drill, NetworkKind network, Path folder, Consumer<String> talk, BooleanSupplier unwanted) {
        this.drill = drill;
        this.network = network;
        this.folder = folder;
        this.talk = talk;
        this.unwanted = unwanted;
    }

    /**
     * Fails if such a network cannot be had here, or cannot have every fault of the drill.
     *
     * @throws CommandFailure with one line that says why
     */
    public static void requirePossible(Drill drill, NetworkKind network) {
        boolean slows = drill.faults().stream().anyMatch(planned -> planned.fault() instanceof Fault.SlowLink);
        if (slows && !network.slowsLinks()) {
            throw CommandFailure.badInput("drill " + drill.name() + ": slowLink does not go with --network " + network
                    + ", which can cut links between nodes but not slow them down; --network proxy can");
        }
        network.requireHere();
    }

    /** The venue's marks as the run went, for a chart. */
    public record Undisturbed(String digest, List<Fact.TickClosed> closes) {}

    /**
     * Runs it. Every fault is healed and the cluster is gone when it returns or throws.
     *
     * @param undisturbed what it is compared with
     * @throws CommandFailure with one line
     */
    public DrillResult run(Undisturbed undisturbed) throws InterruptedException {
        FailoverProfile profile = FailoverProfile.of(drill.profile()).orElseThrow();
        try (FolderHold hold = FolderHold.take(new ClusterFolder(folder.resolve("cluster")), talk);
                LocalCluster cluster = LocalCluster.start(
                        new ClusterPlan(
                                hold.folder(),
                                drill.nodes(),
                                null,
                                profile,
                                network,
                                ClusterPlan.USUAL_HEAP,
                                ClusterPlan.USUAL_THREADS,
                                true),
                        talk,
                        unwanted)) {
            DrillSession.Seen seen = new DrillSession(drill, cluster, talk).run();
            return new DrillResult(
                    drill,
                    network,
                    seen.run(),
                    seen.end().digest(),
                    undisturbed.digest(),
                    seen.end().failure(),
                    seen.wallSeconds(),
                    seen.faults(),
                    DrillAudit.of(cluster.database(), seen.run()));
        }
    }

    /**
     * The same scenario without a cluster.
     *
     * @throws CommandFailure if a fault begins in a pass that its tick does not have
     */
    public Undisturbed undisturbed() {
        talk.accept("the undisturbed run, in process");
        Venue venue = new Venue(
                "undisturbed", drill.scenario().resolved(), drill.scenario().openings(), new Partitioning(1));
        List<Fact.TickClosed> closes = new ArrayList<>();
        List<String> digest = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> {
                    for (Fact fact : ((RunEvent.Advanced) recorded.event()).facts()) {
                        switch (fact) {
                            case Fact.TickClosed close -> closes.add(close);
                            case Fact.RunClosed closed -> digest.add(closed.digest());
                            default -> {}
                        }
                    }
                });
        drill.faults().forEach(fault -> requireReached(fault, closes.get((int) fault.tick() - 1)));
        return new Undisturbed(digest.getLast(), closes);
    }

    private void requireReached(PlannedFault fault, Fact.TickClosed close) {
        if (fault.pass() > close.passes()) {
            throw CommandFailure.badInput(
                    "drill " + drill.name() + ": a fault begins at tick " + fault.tick() + " pass "
                            + fault.pass() + ", but that tick has " + close.passes()
                            + (close.passes() == 1 ? " pass" : " passes"));
        }
    }
}
