package io.backstop.node.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.ClusterStore.NodeCard;
import io.backstop.node.runtime.ClusterStore.SubmittedRun;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.node.runtime.NodeSystem;
import io.backstop.node.runtime.Rows;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.shell.Disturbance;
import io.backstop.shell.Inquiries;
import io.backstop.shell.LastEvent;
import io.backstop.shell.Placement;
import io.backstop.shell.Shell;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Rules;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.Venue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.remote.RemoteTransportException;
import org.apache.pekko.remote.UniqueAddress;
import org.apache.pekko.remote.artery.QuarantinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/** A node of a cluster: takes part in every run that the cluster's database lists, until it is stopped or removed. */
public final class ClusterNode implements NodeService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STATISTICS = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    private static final Duration TO_END = Duration.ofSeconds(3);
    private static final int CARD_EVERY = 8;
    private static final int MOST_PARTITIONS = 4096;

    private final NodeSettings settings;
    private final String version;
    private final NodeCounters counters = new NodeCounters();
    private final KryoTable table;
    private final Disturbance disturbance = new Disturbance();
    private final ClusterStore store;
    private final RunResults results;
    private final RunHosts hosts;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().daemon().name("backstop-node-", 0).factory());
    private final NodeSystem node;
    private final CompletableFuture<String> removed = new CompletableFuture<>();
    private final AtomicInteger looks = new AtomicInteger();
    private boolean admitted;
    private final Map<String, Heading> headings = new ConcurrentHashMap<>();
    /** Of complete runs, whose journals no longer change. */
    private final Map<String, Long> eventsPersisted = new ConcurrentHashMap<>();

    private volatile String http = "";

    private record Heading(String scenario, long seed, long ticks) {}

    /**
     * Starts a node and joins the cluster of its seeds.
     *
     * @param version of this build
     * @throws JournalUnavailable if the database cannot be reached
     * @throws CommandFailure if the cluster has rules that this build does not have, or the port is taken
     */
    public ClusterNode(NodeSettings settings, String version) {
        this(settings, version, ConfigFactory.empty(), Codecs.table());
    }

    /** The same, with settings of the actor system that go before the node's own, and the codecs of some build. */
    ClusterNode(NodeSettings settings, String version, Config first, KryoTable table) {
        this.settings = settings;
        this.version = version;
        this.table = table;
        table.agree(List.of());
        this.store = new ClusterStore(settings.journal());
        JoinRules.check(card("", ""), store.nodes(JoinRules.FRESH_SECONDS));
        this.results = new RunResults(settings.folder().resolve("results"), store, table, version);
        this.hosts = new RunHosts(store, counters, threads, table);
        Shell shell = new Shell(hosts, table, NodeProfiles.backoff(), disturbance);
        this.node = started(first, shell);
    }

    private NodeSystem started(Config first, Shell shell) {
        try {
            return NodeSystem.start(
                    first.withFallback(NodeProfiles.config(settings, version, table)),
                    shell,
                    counters::wire,
                    settings.nodes(),
                    new Duties());
        } catch (RemoteTransportException e) {
            throw CommandFailure.atRunTime("remoting cannot listen: " + e.getMessage(), e);
        }
    }

    private NodeCard card(String address, String at) {
        return new NodeCard(address, settings.name(), at, version, Rules.VERSION, Placement.SHARDS, table.lines());
    }

    /**
     * Joins, once HTTP answers.
     *
     * @param address where HTTP answers, such as {@code http://127.0.0.1:8001}
     */
    public void join(String address) {
        http = address;
        node.join(settings.seeds().stream().map(NodeSystem::seed).toList());
        // Ends with its executor.
        ScheduledFuture<?> unused =
                threads.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class Duties implements NodeSystem.Duties {
        @Override
        public Collection<EntityId> roots() {
            return hosts.roots();
        }

        @Override
        public void removed(String reason) {
            removed.complete(reason);
        }
    }

    private void look() {
        try {
            hosts.refresh();
            if (isUp() && looks.getAndIncrement() % CARD_EVERY == 0) {
                admit();
                store.seen(card(node.address(), http));
                agree();
            }
        } catch (JournalUnavailable e) {
            LOG.warn("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("looking for runs failed", e);
        }
    }

    /** Others may have come, and agreed on more than this node can read, since it was let in. */
    private void admit() {
        if (admitted) {
            return;
        }
        try {
            JoinRules.check(card(node.address(), http), others());
            admitted = true;
        } catch (CommandFailure refused) {
            removed.complete(String.valueOf(refused.getMessage()));
        }
    }

    private List<NodeCard> others() {
        return store.nodes(JoinRules.FRESH_SECONDS).stream()
                .filter(card -> !card.address().equals(node.address()))
                .toList();
    }

    /** Writes what all members can read; while one of them does not say what that is, nothing changes. */
    private void agree() {
        Set<String> members = new TreeSet<>();
        node.cluster()
                .state()
                .getMembers()
                .forEach(member -> members.add(member.address().toString()));
        Set<String> common = new TreeSet<>(table.lines());
        for (NodeCard card : store.nodes(JoinRules.FRESH_SECONDS)) {
            if (members.remove(card.address())) {
                common.retainAll(card.codecTable());
            }
        }
        if (members.isEmpty()) {
            table.agree(common);
        }
    }

    private boolean isUp() {
        return node.cluster().selfMember().status().equals(MemberStatus.up());
    }

    /** What the node has done. */
    public NodeCounters counters() {
        return counters;
    }

    /** Its address in the cluster. */
    public String address() {
        return node.address();
    }

    /** Completes with the reason if the node is removed from the cluster without having been stopped. */
    public CompletableFuture<String> removed() {
        return removed;
    }

    @Override
    public Submitted submit(Submission submission) {
        if (submission.partitions() < 1 || submission.partitions() > MOST_PARTITIONS) {
            throw CommandFailure.badInput(
                    "partitions must be 1 to " + MOST_PARTITIONS + ", is " + submission.partitions());
        }
        ResolvedScenario scenario = ResolvedScenarioCodec.read(submission.resolvedYaml());
        String id = RunIds.of(scenario, submission);
        List<Hold> holds = new ArrayList<>();
        for (Submission.HoldPoint hold : submission.holds()) {
            holds.add(new Hold(holds.size(), hold.tick(), hold.pass(), Hold.State.AHEAD));
        }
        JournalStore.Stored stored = new JournalStore.Stored(
                id,
                ResolvedScenarioCodec.sha256(submission.resolvedYaml()),
                submission.resolvedYaml().getBytes(StandardCharsets.UTF_8),
                Rules.VERSION,
                table.lines(),
                State.RUNNING);
        boolean begun = store.submit(stored, submission.partitions(), holds);
        return new Submitted(
                run(id).orElseThrow(() -> new JournalUnavailable("the run " + id + " was stored and is not there")),
                begun);
    }

    @Override
    public List<RunStatus> runs() {
        return store.runs().stream().map(this::status).toList();
    }

    @Override
    public Optional<RunStatus> run(String id) {
        return store.run(id).map(this::status);
    }

    private RunStatus status(SubmittedRun run) {
        Heading heading = headings.computeIfAbsent(run.run(), id -> heading(run));
        String root = Venue.runId(run.run()).path();
        long last = store.lastEvent(root);
        return new RunStatus(
                run.run(),
                heading.scenario(),
                heading.seed(),
                run.partitions(),
                RunStatus.State.valueOf(run.state().name()),
                run.state() == State.COMPLETE ? heading.ticks() : tick(root, last),
                heading.ticks(),
                last,
                run.submitted(),
                run.state() == State.COMPLETE ? eventsPersisted.computeIfAbsent(run.run(), this::count) : null,
                run.digest(),
                run.failure());
    }

    private long count(String run) {
        return Rows.count(settings.journal(), run);
    }

    private static Heading heading(SubmittedRun run) {
        ResolvedScenario scenario = ResolvedScenarioCodec.read(new String(run.scenario(), StandardCharsets.UTF_8));
        return new Heading(scenario.name(), scenario.seed(), scenario.ticks());
    }

    private long tick(String root, long last) {
        for (Row row : store.events(root, last - 1, 1)) {
            Recorded recorded =
                    ShellSerializer.open(table, row.manifest(), row.bytes()).recorded();
            if (recorded != null && recorded.event() instanceof RunEvent.Advanced advanced) {
                return advanced.tick();
            }
        }
        return 0;
    }

    @Override
    public List<RootEvent> events(String id, long after, int limit) {
        return store.events(Venue.runId(id).path(), after, limit).stream()
                .map(row -> new RootEvent(row.number(), row.manifest(), row.bytes()))
                .toList();
    }

    @Override
    public Optional<String> resolvedScenario(String id) {
        return store.run(id).map(run -> new String(run.scenario(), StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Path> result(String id, String file) {
        return results.file(id, file);
    }

    @Override
    public boolean cancel(String id) {
        return store.end(id, State.FAILED, null, "stopped by request");
    }

    @Override
    public List<Hold> holds(String id) {
        return store.holds(id);
    }

    @Override
    public boolean release(String id, int hold) {
        return store.move(id, hold, Hold.State.WAITING, Hold.State.RELEASED);
    }

    @Override
    public List<NodeMember> members() {
        Map<String, NodeCard> cards = new TreeMap<>();
        try {
            cards.putAll(store.nodes(JoinRules.FRESH_SECONDS).stream()
                    .collect(Collectors.toMap(NodeCard::address, Function.identity())));
        } catch (JournalUnavailable e) {
            LOG.warn("{}", e.getMessage());
        }
        Cluster cluster = node.cluster();
        List<Member> members = new ArrayList<>();
        cluster.state().getMembers().forEach(members::add);
        Optional<Member> oldest = members.stream()
                .filter(member -> member.status().equals(MemberStatus.up()))
                .reduce((one, other) -> one.isOlderThan(other) ? one : other);
        List<NodeMember> found = new ArrayList<>();
        for (Member member : members) {
            String address = member.address().toString();
            NodeCard card = cards.get(address);
            found.add(new NodeMember(
                    card == null ? null : card.name(),
                    address,
                    card == null ? null : card.http(),
                    word(member.status()),
                    !cluster.state().getUnreachable().contains(member),
                    oldest.map(member::equals).orElse(false),
                    member.address().equals(cluster.selfMember().address()),
                    card == null ? null : card.version()));
        }
        return found;
    }

    /** Such as {@code weakly-up} for {@code WeaklyUp}. */
    private static String word(MemberStatus status) {
        return status.toString().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public Shards shards() {
        SortedMap<String, Integer> byAddress = new TreeMap<>();
        CollectionConverters.asJava(statistics().regions())
                .forEach((address, region) ->
                        byAddress.put(whole(address), region.stats().size()));
        return new Shards(Placement.SHARDS, byAddress, here());
    }

    @Override
    public Shards.Here here() {
        CurrentShardRegionState state = ask(reply -> new GetShardRegionState(Shell.ENTITY, reply));
        return new Shards.Here(state.shards().size(), hosts.awake());
    }

    private <T> T ask(Function<ActorRef<T>, ClusterShardingQuery> query) {
        ActorRef<ClusterShardingQuery> sharding =
                ClusterSharding.get(node.system()).shardState();
        try {
            return AskPattern.<ClusterShardingQuery, T>ask(
                            sharding,
                            query::apply,
                            STATISTICS.plusSeconds(1),
                            node.system().scheduler())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw CommandFailure.atRunTime("sharding does not answer", e);
        }
    }

    @Override
    public Optional<String> locate(String path) {
        String shard = Integer.toString(Placement.shard(EntityId.parse(path)));
        return CollectionConverters.asJava(statistics().regions()).entrySet().stream()
                .filter(region -> region.getValue().stats().contains(shard))
                .map(region -> whole(region.getKey()))
                .findFirst();
    }

    private ClusterShardingStats statistics() {
        return ask(reply -> new GetClusterShardingStats(Shell.ENTITY, STATISTICS, reply));
    }

    private String whole(Address address) {
        return address.hasLocalScope() ? node.address() : address.toString();
    }

    @Override
    public LastEvents lastEvents(List<EntityId> entities) {
        Inquiries inquiries = new Inquiries(node.system());
        Map<EntityId, CompletionStage<LastEvent>> asked = new LinkedHashMap<>();
        entities.forEach(entity -> asked.put(entity, inquiries.ask(entity, TO_ANSWER)));
        List<LastEvent> answers = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        asked.forEach((entity, answer) -> answer.handle((last, late) -> Optional.ofNullable(last))
                .toCompletableFuture()
                .join()
                .ifPresentOrElse(answers::add, () -> silent.add(entity.path())));
        return new LastEvents(answers, silent);
    }

    @Override
    public void disturb(double duplicates, double reordered) {
        if (!settings.drill()) {
            throw CommandFailure.badInput(settings.name() + " is no node of a drill; it disturbs nothing");
        }
        disturbance.set(duplicates, reordered);
    }

    @Override
    public void down(String address, boolean ended) {
        Address parsed = AddressFromURIString.parse(address);
        node.cluster().manager().tell(new Down(parsed));
        if (ended) {
            countAsSilent(parsed);
        }
    }

    /** A member that is down leaves once it counts as silent, which takes the failure detector a second to find out. */
    private void countAsSilent(Address address) {
        for (Member member : node.cluster().state().getMembers()) {
            if (member.address().equals(address)) {
                UniqueAddress silent =
                        new UniqueAddress(address, member.uniqueAddress().longUid());
                Adapter.toClassic(node.system()).getEventStream().publish(new QuarantinedEvent(silent));
            }
        }
    }

    @Override
    public Health health() {
        boolean alive = !removed.isDone();
        List<String> reasons = new ArrayList<>();
        if (!alive) {
            reasons.add("removed from the cluster: " + removed.join());
        } else if (!isUp()) {
            reasons.add("not up: " + word(node.cluster().selfMember().status()));
        } else {
            try {
                Shards.Here unused = here();
            } catch (CommandFailure e) {
                reasons.add(String.valueOf(e.getMessage()));
            }
        }
        if (!store.answers()) {
            reasons.add("the database does not answer");
        }
        return new Health(reasons.isEmpty(), alive, reasons);
    }

    /** How many entities are awake here. */
    public int awake() {
        return hosts.awake();
    }

    /** Hands its shards over, leaves, and ends. */
    @Override
    public void close() {
        String address = node.address();
        try {
            node.close();
        } finally {
            endThreads();
            forget(address);
        }
    }

    /** Lets them end what they do: H2 closes its file under a thread that is interrupted, for every node of this JVM. */
    private void endThreads() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TO_END.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void forget(String address) {
        try {
            store.left(address);
        } catch (JournalUnavailable e) {
            LOG.warn("{}", e.getMessage());
        }
    }
}
