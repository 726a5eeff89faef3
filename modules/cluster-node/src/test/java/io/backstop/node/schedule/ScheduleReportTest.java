package io.backstop.node.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.simulation.Venue;
import org.junit.jupiter.api.Test;

/** What is said of a schedule that did not end as it must. */
class ScheduleReportTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFailingScheduleIsShownWithItsSeedAndItsFewestFaults() throws Exception {
        ScheduleReport report = report();

        assertThat(report.lines())
                .contains("Seed 1 ended in a broken invariant: " + words())
                .contains("  tick 5: delay: run/0/run, reply from binance-like/0/fund, step 62, late by 602")
                .contains("Again with: --seed 1 --schedules 1");
    }

    @Test
    void asJson() throws Exception {
        JsonNode failure = report().toJson().path("failure");

        assertThat(failure.path("seed").asLong()).isEqualTo(1);
        assertThat(failure.path("kind").asText()).isEqualTo("BROKEN_INVARIANT");
        assertThat(failure.path("shortest")).hasSize(1);
        assertThat(failure.path("shortest").get(0).path("entity").asText()).isEqualTo("schedule/run/0/RUN/run");
    }

    private static String words() throws InterruptedException {
        Failure failure = report().result().failure();
        return failure == null ? "" : failure.ending().words();
    }

    private static ScheduleReport report() throws InterruptedException {
        Venue venue = SmallScenario.venue();
        Subject buggy = PlantedBug.FUND_FORGETS_ITS_REPLY.in(Subject.of(venue), venue);
        return new ScheduleReport(
                "small", 1, 10, 1, 3, SECOND, Schedules.of(buggy).search(1, 10, 1));
    }
}
