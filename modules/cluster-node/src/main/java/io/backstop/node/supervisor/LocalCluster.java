package io.backstop.node.supervisor;

import io.backstop.node.http.NodeClient;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Shards;
import io.backstop.scenario.loader.Nearest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Node processes, their database and the links between them, under one supervisor. A process that ends without being asked is
 * told to the others; none is started again by itself.
 */
public final class LocalCluster implements AutoCloseable {
    private static final Duration TO_BE_UP = Duration.ofMinutes(2);
    private static final Duration TO_LEAVE = Duration.ofSeconds(10);
    private static final Duration TO_END_ALL = Duration.ofSeconds(20);
    private static final Duration LEAST_TO_LEAVE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    private static final int TRIES_FOR_PORTS = 3;
    private static final String NAME = "node-";
    private static final String UP = "up";

    /**
     * What the nodes are connected by.
     *
     * @param names null without namespaces
     */
    private record Place(@Nullable NamespaceNames names, NodeNetwork network) {}

    private final ClusterPlan plan;
    private final @Nullable NamespaceNames names;
    private final Consumer<String> talk;
    private final BooleanSupplier unwanted;
    private final JavaCommand java;
    private final NodeNetwork network;
    private final Links links;
    private final @Nullable String token;
    private final NodeCalls calls;
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, NodeProcess> nodes = new LinkedHashMap<>();
    private final SharedDatabase database;
    private boolean closing;

    private LocalCluster(
            ClusterPlan plan, Place place, SharedDatabase database, Consumer<String> talk, BooleanSupplier unwanted) {
        this.plan = plan;
        this.names = place.names();
        this.network = place.network();
        this.links = new Links(network);
        this.database = database;
        this.token = ClusterToken.of(plan.network(), System.getenv());
        this.calls = new NodeCalls(token);
        this.talk = talk;
        this.unwanted = unwanted;
        this.java = JavaCommand.ofThis().forNode(plan.heap());
    }

    /**
     * Starts database and nodes and waits until every node sees all others and can work. The caller has a {@link FolderHold} of
     * the plan's folder. If it fails, nothing stays.
     *
     * @param talk what is said while it starts and when a node ends
     * @param unwanted asked while it starts: whether it should rather end
     * @throws CommandFailure with one line if the cluster does not come up
     */
    public static LocalCluster start(ClusterPlan plan, Consumer<String> talk, BooleanSupplier unwanted)
            throws InterruptedException {
        NamespaceNames names = plan.network() == NetworkKind.NAMESPACES ? NamespaceNames.random() : null;
        // Before anything has these names, so that whoever comes after a kill knows them.
        record(plan.folder(), names, List.of());
        Place place = new Place(names, names == null ? new ProxyNetwork() : NamespaceNetwork.make(names));
        LocalCluster cluster = of(plan, place, talk, unwanted);
        boolean up = false;
        try {
            cluster.startNodes();
            up = true;
            return cluster;
        } finally {
            if (!up) {
                cluster.close();
            }
        }
    }

    /** With its database. */
    private static LocalCluster of(ClusterPlan plan, Place place, Consumer<String> talk, BooleanSupplier unwanted) {
        boolean made = false;
        try {
            LocalCluster cluster = new LocalCluster(plan, place, database(plan, talk), talk, unwanted);
            made = true;
            return cluster;
        } finally {
            if (!made) {
                place.network().close();
            }
        }
    }

    private static SharedDatabase database(ClusterPlan plan, Consumer<String> talk) {
        JdbcAddress given = plan.database();
        talk.accept(given == null ? "starting PostgreSQL" : "using " + given.url());
        return given == null ? SharedDatabase.ours(plan.folder().postgres()) : SharedDatabase.at(given);
    }

    private void startNodes() throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int number = 1; number <= plan.nodes(); number++) {
            names.add(NAME + number);
        }
        startNodes(names, List.of(seed(names.getFirst())));
    }

    private void startNodes(List<String> names, List<String> seeds) throws InterruptedException {
        long began = System.nanoTime();
        talk.accept("starting " + String.join(", ", names));
        for (String name : names) {
            launch(name, seeds);
        }
        for (String name : names) {
            awaitReady(name, seeds, began);
        }
        awaitAgreement(began);
    }

    /** A node begins its cluster at once if it is its only seed; others join through it. */
    private String seed(String name) {
        return network.address(name, number(name));
    }

    private NodeProcess launch(String name, List<String> seeds) {
        NodeProcess process = NodeProcess.start(java, setup(name, seeds));
        synchronized (this) {
            nodes.put(name, process);
        }
        record();
        // Ends with the process.
        CompletableFuture<Void> unused = process.onExit().thenRunAsync(() -> exited(process), asking);
        return process;
    }

    private NodeSetup setup(String name, List<String> seeds) {
        NodePlace place = network.place(name, number(name));
        return new NodeSetup(
                name,
                plan.folder().node(name),
                plan.profile(),
                plan.nodes(),
                seeds,
                plan.threads(),
                plan.drill(),
                databaseOf(name),
                place,
                token);
    }

    /** The database as a node reaches it: by a proxy of its own, if there can be one. */
    private JdbcAddress databaseOf(String name) {
        JdbcAddress address = database.address();
        return database.host()
                .map(host -> new JdbcAddress(
                        host.through(links.addDatabase(name, host.socket())), address.user(), address.password()))
                .orElse(address);
    }

    /** A port that was free may be taken a moment later: then the node is started once more on others. */
    private void awaitReady(String name, List<String> seeds, long began) throws InterruptedException {
        int attempt = 1;
        while (!isReady(name, began)) {
            NodeProcess process = process(name);
            CommandFailure failure = process.failure().orElseThrow();
            if (attempt == TRIES_FOR_PORTS || !isPortTaken(failure)) {
                throw failure;
            }
            attempt++;
            launch(name, seeds);
        }
    }

    /** Waits until a node is ready, or has ended before it was. */
    private boolean isReady(String name, long began) throws InterruptedException {
        NodeProcess process = process(name);
        while (process.saidReady().isEmpty()) {
            if (process.failure().isPresent()) {
                return false;
            }
            nap(began, () -> name + " is not ready; see " + process.setup().log());
        }
        talk.accept(name + " is ready (process " + process.pid() + ")");
        return true;
    }

    /** A short while between two questions, unless there is no more time or nobody wants the answer. */
    private void nap(long began, Supplier<String> reason) throws InterruptedException {
        if (unwanted.getAsBoolean()) {
            throw CommandFailure.atRunTime("stopped before the cluster was up", null);
        }
        if (System.nanoTime() - began > TO_BE_UP.toNanos()) {
            throw CommandFailure.atRunTime(
                    "the cluster is not up after " + TO_BE_UP.toSeconds() + " s: " + reason.get(), null);
        }
        Thread.sleep(BETWEEN_QUESTIONS.toMillis());
    }

    private static boolean isPortTaken(CommandFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("in use") || message.contains("taken");
    }

    private void awaitAgreement(long began) throws InterruptedException {
        for (Optional<String> reason = disagreement(); reason.isPresent(); reason = disagreement()) {
            nap(began, reason::get);
        }
    }

    /**
     * Waits, after a disturbance, until every node whose process runs and does not stand still sees all others up and can work;
     * those that stop themselves have ended by then.
     *
     * @throws CommandFailure if that takes more than two minutes
     */
    public void settle() throws InterruptedException {
        awaitAgreement(System.nanoTime());
    }

    /** Why not every node that is up sees all others up and can work. */
    private Optional<String> disagreement() throws InterruptedException {
        List<NodeProcess> up = inState(NodeState.UP);
        List<Optional<String>> reasons = ofEach(up, process -> disagreement(process, up.size()));
        return reasons.stream().flatMap(Optional::stream).findFirst();
    }

    private Optional<String> disagreement(NodeProcess process, int expected) {
        String http = http(process);
        List<String> unready = unready(http);
        if (!unready.isEmpty()) {
            return Optional.of(process.setup().name() + ": " + String.join(", ", unready));
        }
        long seen = members(http).stream()
                .filter(member -> member.status().equals(UP) && member.reachable())
                .count();
        return seen >= expected
                ? Optional.empty()
                : Optional.of(process.setup().name() + " sees " + seen + " of " + expected + " nodes");
    }

    /** Why a node cannot work; empty if it can. */
    private List<String> unready(String http) {
        return calls.ask(http, NodeClient::health)
                .map(health -> health.ready() ? List.<String>of() : health.reasons())
                .orElse(List.of("it does not answer"));
    }

    /** The members as a node sees them; empty if it does not answer. */
    private List<NodeMember> members(String http) {
        return calls.ask(http, NodeClient::members).orElse(List.of());
    }

    private void exited(NodeProcess process) {
        String name = process.setup().name();
        synchronized (this) {
            if (closing || nodes.get(name) != process || process.hasLeft()) {
                return;
            }
        }
        List<String> told = plan.profile() == FailoverProfile.SUPERVISED ? tellOthers(process) : List.of();
        talk.accept(name + " (process " + process.pid() + ") has ended with code " + process.exitCode()
                + (process.isOutOfMemory() ? ": " + plan.heap() + " of heap are too few, --node-heap gives more" : "")
                + (told.isEmpty() ? "" : "; told " + String.join(", ", told)));
    }

    /** All at once: whichever of them is slow, one quick node is enough. */
    private List<String> tellOthers(NodeProcess dead) {
        Optional<NodeProcess.Ready> ready = dead.saidReady();
        if (ready.isEmpty()) {
            return List.of();
        }
        try {
            List<Optional<String>> told = ofEach(
                    inState(NodeState.UP),
                    process -> calls.ask(http(process), node -> {
                        node.down(ready.get().address(), true);
                        return process.setup().name();
                    }));
            return told.stream().flatMap(Optional::stream).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private interface Question<T> {
        T ask(NodeProcess process) throws InterruptedException;
    }

    private <T> List<T> ofEach(List<NodeProcess> processes, Question<T> question) throws InterruptedException {
        List<Future<T>> answers = processes.stream()
                .map(process -> asking.submit(() -> question.ask(process)))
                .toList();
        List<T> all = new ArrayList<>();
        for (Future<T> answer : answers) {
            all.add(answer(answer));
        }
        return all;
    }

    private static <T> T answer(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private synchronized List<NodeProcess> inState(NodeState state) {
        return nodes.values().stream()
                .filter(process -> process.state() == state)
                .toList();
    }

    private static String http(NodeProcess process) {
        return process.saidReady().orElseThrow().http();
    }

    private synchronized void record() {
        record(
                plan.folder(),
                names,
                nodes.values().stream()
                        .filter(process -> process.state() != NodeState.EXITED)
                        .map(process -> new ClusterRecord.Node(process.setup().name(), process.mark()))
                        .toList());
    }

    private static void record(ClusterFolder folder, @Nullable NamespaceNames names, List<ClusterRecord.Node> nodes) {
        ProcessHandle self = ProcessHandle.current();
        folder.write(
                new ClusterRecord(ProcessMark.of(self, self.info().command().orElse("")), names, nodes));
    }

    /** The links between the nodes and to their database. */
    public Links links() {
        return links;
    }

    /** The names of the nodes that were ever started, in the order of their start. */
    public synchronized List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** The names of the nodes whose processes run. */
    public synchronized List<String> running() {
        return nodes.entrySet().stream()
                .filter(node -> node.getValue().state() != NodeState.EXITED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where the HTTP of each node answers whose process runs and has been ready, paused ones too. */
    public synchronized Map<String, String> http() {
        Map<String, String> addresses = new LinkedHashMap<>();
        nodes.forEach((name, process) -> {
            if (process.state() != NodeState.EXITED) {
                process.saidReady().ifPresent(ready -> addresses.put(name, ready.http()));
            }
        });
        return addresses;
    }

    /** Where the HTTP of the nodes answers that are up. */
    public List<String> httpOfUp() {
        return inState(NodeState.UP).stream().map(LocalCluster::http).toList();
    }

    /** The token that their HTTP asks for; nothing if it asks for none. */
    public Optional<String> token() {
        return Optional.ofNullable(token);
    }

    /**
     * A client of nodes of this cluster.
     *
     * @param http values of {@link #http}
     */
    public NodeClient client(Collection<String> http) {
        return new NodeClient(http.stream().map(URI::create).toList(), token);
    }

    /**
     * A node's process.
     *
     * @throws CommandFailure naming the nearest name if there is no such node
     */
    private synchronized NodeProcess process(String name) {
        NodeProcess process = nodes.get(name);
        if (process == null) {
            throw CommandFailure.badInput("no node '" + name + "'"
                    + Nearest.find(name, nodes.keySet())
                            .map(nearest -> "; did you mean '" + nearest + "'?")
                            .orElse("; there are " + String.join(", ", nodes.keySet())));
        }
        return process;
    }

    private NodeProcess running(String name) {
        NodeProcess process = process(name);
        if (process.state() == NodeState.EXITED) {
            throw CommandFailure.badInput(name + " has ended; 'backstop cluster add " + name + "' starts it again");
        }
        return process;
    }

    /** Ends a node without warning ({@code SIGKILL}). */
    public void kill(String name) throws InterruptedException {
        running(name).kill();
        record();
    }

    /** Ends all nodes without warning, as a machine that loses its power does. */
    public void killAllNodes() throws InterruptedException {
        for (String name : running()) {
            kill(name);
        }
    }

    /** Starts every node that has ended once more; if all have, the first of them begins the cluster anew. */
    public void startAllNodes() throws InterruptedException {
        List<String> ended = new ArrayList<>(names());
        ended.removeAll(running());
        List<String> seeds = seeds();
        startNodes(ended, seeds.isEmpty() && !ended.isEmpty() ? List.of(seed(ended.getFirst())) : seeds);
    }

    private List<String> seeds() {
        return inState(NodeState.UP).stream()
                .map(process -> process.setup().address())
                .toList();
    }

    /** Holds a node as a long pause of the machine would ({@code SIGSTOP}). */
    public void pause(String name) {
        NodeProcess process = running(name);
        if (process.state() == NodeState.PAUSED) {
            throw CommandFailure.badInput(name + " is paused already");
        }
        process.pause();
    }

    /** Lets a paused node go on ({@code SIGCONT}). */
    public void resume(String name) {
        NodeProcess process = running(name);
        if (process.state() != NodeState.PAUSED) {
            throw CommandFailure.badInput(name + " is not paused");
        }
        process.resume();
    }

    /** Lets a node hand over and leave ({@code SIGTERM}). Whether it left by itself, and in time. */
    public boolean stop(String name) throws InterruptedException {
        boolean left = running(name).stop(TO_LEAVE);
        record();
        return left;
    }

    /**
     * Starts another node, or one that has ended once more, and waits until it is a member.
     *
     * @param name null for the next number
     * @return its name
     */
    public String add(@Nullable String name) throws InterruptedException {
        String added = name == null ? nextName() : name;
        synchronized (this) {
            NodeProcess before = nodes.get(added);
            if (before == null) {
                number(added);
            } else if (before.state() != NodeState.EXITED) {
                throw CommandFailure.badInput(added + " runs already");
            }
        }
        List<String> seeds = seeds();
        if (seeds.isEmpty()) {
            throw CommandFailure.atRunTime("no node is up that " + added + " could join", null);
        }
        startNodes(List.of(added), seeds);
        return added;
    }

    private synchronized String nextName() {
        return NAME
                + (nodes.keySet().stream().mapToInt(LocalCluster::number).max().orElse(0) + 1);
    }

    /** Names count: by them addresses are given. */
    private static int number(String name) {
        try {
            int number = name.startsWith(NAME) ? Integer.parseInt(name.substring(NAME.length())) : 0;
            Loopback.source(number);
            return number;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(
                    "nodes are called " + NAME + "1, " + NAME + "2 and so on, not '" + name + "'", e);
        }
    }

    /**
     * Cuts the links between groups of nodes, in both directions.
     *
     * @throws CommandFailure if a node is unknown or in two groups
     */
    public void partition(List<List<String>> groups) {
        groups.forEach(group -> group.forEach(this::process));
        links.partition(groups);
    }

    /** The database as this process reaches it, by no proxy. */
    public JdbcAddress database() {
        return database.address();
    }

    /**
     * Stops the database, whose data stay.
     *
     * @throws CommandFailure if it is not ours
     */
    public void stopDatabase() {
        requireOurDatabase();
        database.close();
    }

    /** Starts the database again; nodes reach it where they did before. */
    public void startDatabase() {
        requireOurDatabase();
        database.startAgain();
        database.host().map(DatabaseHost::socket).ifPresent(links::databaseIsAt);
    }

    private void requireOurDatabase() {
        if (!database.isOurs()) {
            throw CommandFailure.badInput(database.url() + " is not ours to stop or start");
        }
    }

    /** How all is now; nodes that do not answer within two seconds count as silent. */
    public ClusterStatus status() throws InterruptedException {
        List<NodeProcess> all;
        synchronized (this) {
            all = List.copyOf(nodes.values());
        }
        Future<SortedMap<String, Integer>> shards = asking.submit(
                () -> firstAnswer(NodeClient::shards).map(Shards::byAddress).orElse(new TreeMap<>()));
        Future<List<RunStatus>> runs =
                asking.submit(() -> firstAnswer(NodeClient::runs).orElse(List.of()));
        List<ClusterStatus.Node> views = ofEach(all, this::view);
        return new ClusterStatus(
                plan.profile(),
                plan.network(),
                views,
                answer(shards),
                links.all().stream().map(ClusterStatus.LinkView::of).toList(),
                new ClusterStatus.Database(database.url(), database.kind()),
                answer(runs));
    }

    /** All are asked at once; of those that answer in time, the first started is believed. */
    private <T> Optional<T> firstAnswer(Function<NodeClient, T> question) throws InterruptedException {
        return ofEach(inState(NodeState.UP), process -> calls.ask(http(process), question)).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private ClusterStatus.Node view(NodeProcess process) throws InterruptedException {
        boolean answers = process.state() == NodeState.UP;
        Future<List<NodeMember>> members = asking.submit(() -> answers ? members(http(process)) : List.of());
        List<String> unready = answers ? unready(http(process)) : List.of();
        Optional<NodeProcess.Ready> ready = process.saidReady();
        return new ClusterStatus.Node(
                process.setup().name(),
                process.pid(),
                process.state(),
                process.exitCode(),
                ready.map(NodeProcess.Ready::address).orElse(process.setup().address()),
                ready.map(NodeProcess.Ready::http).orElse(null),
                unready,
                answer(members));
    }

    /** Lets all nodes leave one after the other, the oldest last, ends those that do not, and stops the database. Bounded. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        long deadline = System.nanoTime() + TO_END_ALL.toNanos();
        try {
            links.heal();
            for (NodeProcess process : oldestLast()) {
                long left = Math.max(deadline - System.nanoTime(), LEAST_TO_LEAVE.toNanos());
                process.stop(Duration.ofNanos(Math.min(left, TO_LEAVE.toNanos())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killAll();
            links.close();
            network.close();
            database.close();
            calls.close();
            asking.shutdownNow();
        }
    }

    private List<NodeProcess> oldestLast() throws InterruptedException {
        Optional<String> oldest = firstAnswer(NodeClient::members).orElse(List.of()).stream()
                .filter(NodeMember::oldest)
                .map(NodeMember::address)
                .findFirst();
        synchronized (this) {
            return new ArrayList<>(nodes.values())
                    .reversed().stream()
                            .filter(process -> process.state() != NodeState.EXITED)
                            .sorted(Comparator.comparing(process -> process.saidReady()
                                    .map(NodeProcess.Ready::address)
                                    .equals(oldest)))
                            .toList();
        }
    }

    private synchronized void killAll() {
        nodes.values().forEach(NodeProcess::destroy);
    }
}
