package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.EntityKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads from a node. */
class MetricsTest {
    private final Served served = Served.withToken();

    @AfterEach
    void close() {
        served.close();
    }

    private String[] scrape() {
        Served.Reply reply = served.get("/metrics");
        assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=UTF-8");
        return reply.text().split("\n");
    }

    @Test
    void countsAreTotalsInBaseUnits() {
        IntStream.range(0, 3).forEach(i -> served.counters.eventPersisted());
        served.counters.requestsRepeated(4);
        served.counters.duplicateAnswered();
        served.counters.staleWriteRefused();
        served.counters.journalRefused();
        served.counters.wire(EntityKind.MARGIN_ENGINE, 1200);
        served.counters.wire(EntityKind.ACCOUNT, 34);
        served.counters.tickClosed();

        assertThat(scrape())
                .contains(
                        "backstop_events_persisted_total 3.0",
                        "backstop_requests_repeated_total 4.0",
                        "backstop_duplicates_answered_total 1.0",
                        "backstop_stale_writes_refused_total 1.0",
                        "backstop_journal_refusals_total 1.0",
                        "backstop_wire_messages_total 2.0",
                        "backstop_wire_account_messages_total 1.0",
                        "backstop_wire_bytes_total 1234.0",
                        "backstop_run_ticks_total 1.0");
    }

    @Test
    void theClusterAndItsRunsAreGauges() {
        served.node.running("run-1");
        served.node.running("run-2");
        served.node.complete("run-2");

        assertThat(scrape())
                .contains(
                        "backstop_runs{state=\"running\"} 1.0",
                        "backstop_runs{state=\"complete\"} 1.0",
                        "backstop_runs{state=\"failed\"} 0.0",
                        "backstop_members{status=\"up\"} 1.0",
                        "backstop_members{status=\"joining\"} 1.0",
                        "backstop_members{status=\"down\"} 0.0",
                        "backstop_members_unreachable 1.0",
                        "backstop_shards_local 21.0",
                        "backstop_entities_awake 18.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_uptime_seconds "))
                .anyMatch(line -> line.startsWith("process_files_open_files "));
    }

    @Test
    void requestsAreTimedByRouteAndStatusNotByWhatWasAskedFor() {
        served.node.running("run-1");
        served.get("/v1/runs/run-1");
        served.get("/v1/runs/run-2");
        served.get("/somewhere");

        assertThat(scrape())
                .contains(
                        "backstop_http_request_seconds_count{route=\"GET /v1/runs/{id}\",status=\"200\"} 1",
                        "backstop_http_request_seconds_count{route=\"GET /v1/runs/{id}\",status=\"404\"} 1",
                        "backstop_http_request_seconds_count{route=\"none\",status=\"404\"} 1")
                .noneMatch(line -> line.contains("run-1") || line.contains("somewhere"));
    }

    @Test
    void aScrapeAsksNoOtherNode() {
        served.node.othersSilent = true;

        assertThat(scrape()).contains("backstop_shards_local 21.0", "backstop_entities_awake 18.0");
    }

    @Test
    void whatCannotBeFoundOutIsNotANumber() {
        served.counters.eventPersisted();
        served.node.databaseGone = true;

        assertThat(scrape())
                .contains(
                        "backstop_runs{state=\"running\"} NaN",
                        "backstop_shards_local 21.0",
                        "backstop_events_persisted_total 1.0");
    }
}
