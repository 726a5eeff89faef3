package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following a run as server-sent events; the node looks every 20 ms here. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgressStreamTest {
    private final Served served = Served.withToken();

    @BeforeEach
    void aRun() {
        served.node.running("run-1");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private BufferedReader follow() throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                served.client.send(served.request("/v1/runs/run-1/progress").build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event's name, and the tick if it tells one; empty at the end of the stream. */
    private static String next(BufferedReader lines) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                return event + " "
                        + NodeJson.tree(line.substring(6).getBytes(StandardCharsets.UTF_8))
                                .path("tick")
                                .asText("-");
            }
        }
        return "";
    }

    @Test
    void whoFollowsHearsWhereTheRunIsThenEachChangeThenTheEnd() throws Exception {
        BufferedReader lines = follow();
        assertThat(next(lines)).isEqualTo("progress 3");

        served.node.at("run-1", 4);
        assertThat(next(lines)).isEqualTo("progress 4");

        served.node.complete("run-1");
        assertThat(List.of(next(lines), next(lines), next(lines))).containsExactly("progress 10", "end 10", "");
    }

    @Test
    void aRunThatHasEndedIsToldAtOnce() throws Exception {
        served.node.complete("run-1");

        BufferedReader lines = follow();
        assertThat(List.of(next(lines), next(lines), next(lines))).containsExactly("progress 10", "end 10", "");
    }

    @Test
    void aRunThatDoesNotChangeLeavesOnlySignsOfLife() throws Exception {
        BufferedReader lines = follow();
        List<String> events = new ArrayList<>();
        int alive = 0;
        while (alive < 3) {
            String line = lines.readLine();
            events.addAll(line.startsWith("event: ") ? List.of(line) : List.of());
            alive += line.startsWith(": ") ? 1 : 0;
        }
        assertThat(events).containsExactly("event: progress");
    }

    @Test
    void aNodeThatLosesItsDatabaseSaysSoAndEndsTheStream() throws Exception {
        BufferedReader lines = follow();
        assertThat(next(lines)).isEqualTo("progress 3");

        served.node.databaseGone = true;

        assertThat(List.of(next(lines), next(lines))).containsExactly("error -", "");
    }

    @Test
    void nobodyLooksForWhoHasGoneAway() throws Exception {
        BufferedReader lines = follow();
        assertThat(next(lines)).isEqualTo("progress 3");
        lines.close();

        Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> {
            int before = served.node.looks.get();
            TimeUnit.MILLISECONDS.sleep(200);
            return served.node.looks.get() == before;
        });
    }

    @Test
    void aNodeThatGoesDownEndsTheStream() throws Exception {
        BufferedReader lines = follow();
        assertThat(next(lines)).isEqualTo("progress 3");

        served.api.close();

        assertThat(next(lines)).isEmpty();
    }
}
