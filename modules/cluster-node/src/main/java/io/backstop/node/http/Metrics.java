package io.backstop.node.http;

import io.backstop.node.server.NodeCounters;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Shards;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What a node measures of itself, for Prometheus. Labels are few and bounded: no run, account or client is one. A figure that
 * the node cannot find out, such as runs while the database is gone, is {@code NaN}.
 */
public final class Metrics implements AutoCloseable {
    private static final List<String> MEMBER_STATUSES =
            List.of("joining", "weakly-up", "up", "leaving", "exiting", "down", "removed");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private volatile Optional<List<RunStatus>> runs = Optional.empty();
    private volatile Optional<List<NodeMember>> members = Optional.empty();
    private volatile Optional<Shards.Here> here = Optional.empty();

    /** Metrics that read these counts. */
    public Metrics(NodeCounters counters) {
        count(
                counters,
                "events.persisted",
                "Events that this node put into the journal.",
                "",
                c -> c.eventsPersisted());
        count(
                counters,
                "requests.repeated",
                "Requests sent again since no answer came in time.",
                "",
                c -> c.requestsRepeated());
        count(
                counters,
                "duplicates.answered",
                "Requests that came twice, were carried out once and answered twice.",
                "",
                c -> c.duplicatesAnswered());
        count(
                counters,
                "stale.writes.refused",
                "Writes refused since another owner had written first.",
                "",
                c -> c.staleWritesRefused());
        count(counters, "journal.refusals", "Events that the journal did not take.", "", c -> c.journalRefusals());
        count(counters, "wire.messages", "Messages to entities on other nodes.", "", c -> c.wireMessages());
        count(
                counters,
                "wire.account.messages",
                "Messages to accounts on other nodes; none, since an account lives with its engine.",
                "",
                c -> c.wireAccountMessages());
        count(counters, "wire", "Bytes of messages to entities on other nodes.", "bytes", c -> c.wireBytes());
        count(counters, "run.ticks", "Ticks closed by runs whose root is on this node.", "", c -> c.runTicks());
        gauges();
        machine();
    }

    private void count(
            NodeCounters counters, String name, String what, String unit, ToLongFunction<NodeCounters.Counts> value) {
        FunctionCounter.builder("backstop." + name, counters, each -> value.applyAsLong(each.counts()))
                .description(what)
                .baseUnit(unit.isEmpty() ? null : unit)
                .register(registry);
    }

    private void gauges() {
        for (RunStatus.State state : RunStatus.State.values()) {
            Gauge.builder("backstop.runs", this, metrics -> metrics.runsThatAre(state))
                    .description("Runs in the database that the nodes share.")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (String status : MEMBER_STATUSES) {
            Gauge.builder("backstop.members", this, metrics -> metrics.membersThatAre(status))
                    .description("Members of the cluster, as this node sees them.")
                    .tag("status", status)
                    .register(registry);
        }
        Gauge.builder("backstop.members.unreachable", this, Metrics::membersUnreachable)
                .description("Members that this node does not hear.")
                .register(registry);
        gauge("shards.local", "Shards that this node has.", Shards.Here::shards);
        gauge("entities.awake", "Entities awake on this node.", Shards.Here::entities);
    }

    private void gauge(String name, String what, ToDoubleFunction<Shards.Here> value) {
        Gauge.builder(
                        "backstop." + name,
                        this,
                        metrics -> metrics.here.map(value::applyAsDouble).orElse(Double.NaN))
                .description(what)
                .register(registry);
    }

    private void machine() {
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    private double runsThatAre(RunStatus.State state) {
        return runs.map(all -> (double)
                        all.stream().filter(run -> run.state() == state).count())
                .orElse(Double.NaN);
    }

    private double membersThatAre(String status) {
        return members.map(all -> (double) all.stream()
                        .filter(member -> member.status().equals(status))
                        .count())
                .orElse(Double.NaN);
    }

    private double membersUnreachable() {
        return members.map(all -> (double)
                        all.stream().filter(member -> !member.reachable()).count())
                .orElse(Double.NaN);
    }

    /** An answered request; the route as it is documented, not as it was asked. */
    void answered(String route, int status, Duration time) {
        Timer.builder("backstop.http.request")
                .description("Time until the answer began.")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(time);
    }

    /** The text of a scrape; empty is what could not be found out. */
    String scrape(
            Optional<List<RunStatus>> currentRuns,
            Optional<List<NodeMember>> currentMembers,
            Optional<Shards.Here> currentHere) {
        runs = currentRuns;
        members = currentMembers;
        here = currentHere;
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
