package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.Health;
import io.backstop.node.server.NodeCounters;
import io.backstop.node.server.NodeSettings;
import io.backstop.node.server.Submission;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a node answers, and what it refuses and how. */
class HttpApiTest {
    private static final String SCENARIO = """
            schema: 1
            name: small
            duration: 1m
            markets:
              - name: BTC
                price: {start: 100000 USD}
                depth: {perSecond: 10M USD}
                margin: {maxLeverage: 40}
            venue: {preset: hyperliquid-like}
            populations:
              - name: longs
                count: 10
                side: long
                markets: {BTC: 100%}
                notional: {lognormal: {median: 1_000 USD, logDeviation: 1}}
                leverage: {fixed: 10}
            """;

    private final Served served = Served.withToken();

    @BeforeEach
    void aRun() {
        served.node.running("run-1");
    }

    @AfterEach
    void close() {
        served.node.stuck.countDown();
        served.close();
    }

    private static String submission(String more) {
        return NodeJson.object().put("scenario", SCENARIO).toString().replaceFirst("}$", more + "}");
    }

    @Test
    void aSubmissionBeginsARunAndTheSameOneFindsItAgain() {
        Served.Reply begun =
                served.post("/v1/runs", submission(", \"seed\": 9, \"set\": [\"duration=2m\"], \"key\": \"a\""));
        assertThat(begun.status()).isEqualTo(201);
        String id = begun.json().get("id").asText();
        assertThat(begun.header("Location")).isEqualTo("/v1/runs/" + id);
        assertThat(begun.json().get("state").asText()).isEqualTo("running");

        Submission submission =
                Optional.ofNullable(served.node.submissions.get(id)).orElseThrow();
        assertThat(submission.resolvedYaml()).contains("seed: 9\n").contains("ticks: 120\n");
        assertThat(submission.partitions()).isEqualTo(16);
        assertThat(submission.key()).isEqualTo("a");
        assertThat(submission.holds()).isEmpty();

        Served.Reply again = served.post(
                "/v1/runs",
                NodeJson.object()
                        .put("resolved", submission.resolvedYaml())
                        .put("key", "a")
                        .toString());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("id").asText()).isEqualTo(id);
    }

    @Test
    void aRunIsToldWithAllItsFields() {
        assertThat(served.get("/v1/runs/run-1").text())
                .isEqualTo(
                        "{\"id\":\"run-1\",\"scenario\":\"small\",\"seed\":7,\"partitions\":16,\"state\":\"running\","
                                + "\"tick\":3,\"ticks\":10,\"events\":0,\"submitted\":\"2026-11-22T17:00:00Z\",\"eventsPersisted\":null,\"digest\":null,\"failure\":null}");
        assertThat(served.get("/v1/runs").json().get("runs")).hasSize(1);
    }

    @Test
    void aRunIsStoppedOnce() {
        assertThat(served.delete("/v1/runs/run-1").text()).isEqualTo("{\"cancelled\":true}");
        assertThat(served.delete("/v1/runs/run-1").text()).isEqualTo("{\"cancelled\":false}");
        assertThat(served.get("/v1/runs/run-1").json().get("state").asText()).isEqualTo("failed");
    }

    @Test
    void eventsComeInOrderAndInPages() {
        served.node.event("run-1", 0, 1, 255);
        served.node.event("run-1", 2);
        served.node.event("run-1", 3);

        assertThat(served.get("/v1/runs/run-1/events?limit=1").text())
                .isEqualTo(
                        "{\"events\":[{\"number\":1,\"manifest\":\"envelope\",\"payload\":\"AAH/\"}],\"state\":\"running\"}");
        assertThat(served.get("/v1/runs/run-1/events?after=1").json().get("events"))
                .extracting(event -> event.get("number").asInt())
                .containsExactly(2, 3);
    }

    @Test
    void whoWaitsForEventsGetsThemAsSoonAsTheyCome() throws Exception {
        CompletableFuture<Served.Reply> waiting =
                CompletableFuture.supplyAsync(() -> served.get("/v1/runs/run-1/events?wait=20"));
        Awaitility.await().until(() -> served.node.looks.get() > 2);
        served.node.event("run-1", 9);

        assertThat(waiting.get(5, TimeUnit.SECONDS).json().get("events")).hasSize(1);
    }

    @Test
    void whoWaitsForEventsIsToldThatTheRunHasEnded() {
        served.node.complete("run-1");

        assertThat(served.get("/v1/runs/run-1/events?wait=20").text())
                .isEqualTo("{\"events\":[],\"state\":\"complete\"}");
    }

    @Test
    void aWaitWithoutEventsEnds() {
        assertThat(served.get("/v1/runs/run-1/events?wait=1").text())
                .isEqualTo("{\"events\":[],\"state\":\"running\"}");
    }

    @Test
    void theResolvedScenarioIsYaml() {
        Served.Reply reply = served.get("/v1/runs/run-1/scenario");
        assertThat(reply.text()).isEqualTo("format: \"backstop-resolved-1\"\n");
        assertThat(reply.header("Content-Type")).startsWith("application/yaml");
    }

    @Test
    void aCompleteRunHasFiles(@TempDir Path folder) throws IOException {
        served.node.results.put("summary.json", Files.writeString(folder.resolve("summary.json"), "{}"));
        served.node.results.put("ticks.csv", Files.writeString(folder.resolve("ticks.csv"), "tick,price\n"));
        assertThat(served.get("/v1/runs/run-1/results").refusal())
                .isEqualTo("404 not-found [null] run 'run-1' is not complete; it has no results yet");

        served.node.complete("run-1");

        assertThat(served.get("/v1/runs/run-1/results").text()).isEqualTo("{}");
        Served.Reply ticks = served.get("/v1/runs/run-1/results/ticks.csv");
        assertThat(ticks.text()).isEqualTo("tick,price\n");
        assertThat(ticks.header("Content-Type")).startsWith("text/csv");
        assertThat(served.get("/v1/runs/run-1/results/tick.csv").refusal())
                .isEqualTo("404 not-found [null] the results of 'run-1' have no file 'tick.csv'");
    }

    @Test
    void anEntityIsLocatedByItsPath() {
        assertThat(served.post("/v1/entities/locate", "{\"entity\": \"run-1/run/0/RUN/run\"}")
                        .text())
                .isEqualTo("{\"entity\":\"run-1/run/0/RUN/run\",\"address\":\"" + MemoryNode.SECOND + "\"}");
        assertThat(served.post("/v1/entities/locate", "{\"entity\": \"other/run/0/RUN/run\"}")
                        .status())
                .isEqualTo(404);
        assertThat(served.post("/v1/entities/locate", "{\"entity\": \"run-1\"}").refusal())
                .startsWith("400 bad-input [entity] 'run-1' is no entity");
        assertThat(served.post("/v1/entities/locate", "{}").refusal())
                .isEqualTo("400 bad-input [entity] entity is missing");
    }

    @Test
    void liveEntitiesTellTheirLastEventsOrAreSilent() {
        assertThat(served.post(
                                "/v1/runs/run-1/entities",
                                "{\"entities\": [\"run-1/run/0/RUN/run\", \"run-1/perps/3/ACCOUNT/longs-1\"]}")
                        .text())
                .isEqualTo(
                        "{\"entities\":[{\"entity\":\"run-1/run/0/RUN/run\",\"number\":5,\"step\":812,\"chain\":\"fffffffffffffffe\","
                                + "\"address\":\"" + MemoryNode.SECOND
                                + "\"}],\"silent\":[\"run-1/perps/3/ACCOUNT/longs-1\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {} | 400 bad-input [entities] entities has 0 paths; expected 1 to 1000
                    {"entities": "a"} | 400 bad-input [entities] entities is "a"; expected a list of texts
                    {"entities": ["a"]} | 400 bad-input [entities] 'a' is no entity of run 'run-1'
                    {"entities": ["run-1/perps/x/ACCOUNT/a"]} | 400 bad-input [entities] 'run-1/perps/x/ACCOUNT/a' is no entity of run 'run-1'
                    {"entities": ["run-2/perps/0/ACCOUNT/a"]} | 400 bad-input [entities] 'run-2/perps/0/ACCOUNT/a' is no entity of run 'run-1'
                    {"entities": ["run-1/run/0/RUN/other"]} | 400 bad-input [entities] 'run-1/run/0/RUN/other' is no entity of run 'run-1'
                    """)
    void onlyEntitiesOfTheRunAreAsked(String json, String refusal) {
        assertThat(served.post("/v1/runs/run-1/entities", json).refusal()).isEqualTo(refusal);
    }

    @Test
    void atMostAThousandEntitiesAreAskedAtOnce() {
        String paths = "\"\",".repeat(1000) + "\"\"";

        assertThat(served.post("/v1/runs/run-1/entities", "{\"entities\": [" + paths + "]}")
                        .refusal())
                .isEqualTo("400 bad-input [entities] entities has 1001 paths; expected 1 to 1000");
    }

    @Test
    void theEntitiesOfARunThatHasEndedOrIsNotThereAreNotAsked() {
        served.node.complete("run-1");

        assertThat(served.post("/v1/runs/run-1/entities", "{\"entities\": [\"run-1/run/0/RUN/run\"]}")
                        .refusal())
                .isEqualTo("409 ended [null] run 'run-1' has ended; no node has its entities, their events are in the"
                        + " database");
        assertThat(served.post("/v1/runs/none/entities", "{\"entities\": [\"none/run/0/RUN/run\"]}")
                        .refusal())
                .isEqualTo("404 not-found [null] no run 'none'; GET /v1/runs lists them");
    }

    @Test
    void aDisturbanceIsGivenInPercent() {
        assertThat(served.post("/v1/disturbance", "{\"duplicates\": 30, \"reordered\": 5}")
                        .status())
                .isEqualTo(200);
        assertThat(served.post("/v1/disturbance", "{\"duplicates\": 101, \"reordered\": 5}")
                        .refusal())
                .isEqualTo("400 bad-input [duplicates] duplicates is 101; expected a whole number from 0 to 100");
        assertThat(served.node.disturbances).containsExactly("0.3 0.05");
    }

    @Test
    void aHoldIsReleasedOnce() {
        served.node.hold("run-1", new Hold(0, 20, 1, Hold.State.WAITING));

        assertThat(served.get("/v1/runs/run-1/holds").text())
                .isEqualTo("{\"holds\":[{\"number\":0,\"tick\":20,\"pass\":1,\"state\":\"waiting\"}]}");
        assertThat(served.post("/v1/runs/run-1/holds/0/release", "").text()).isEqualTo("{\"released\":true}");
        assertThat(served.post("/v1/runs/run-1/holds/0/release", "").text()).isEqualTo("{\"released\":false}");
    }

    @Test
    void membersAndShardsAreTheNodesOwnView() {
        JsonNode members = served.get("/v1/members").json().get("members");
        assertThat(members).hasSize(2);
        assertThat(members.get(1).toString())
                .isEqualTo(
                        "{\"name\":null,\"address\":\"" + MemoryNode.SECOND
                                + "\",\"http\":null,\"status\":\"joining\",\"reachable\":false,\"oldest\":false,\"self\":false,\"version\":null}");
        assertThat(served.get("/v1/shards").text())
                .isEqualTo("{\"all\":60,\"byAddress\":{\"" + MemoryNode.FIRST + "\":21,\"" + MemoryNode.SECOND
                        + "\":20},\"here\":21,\"entitiesHere\":18}");
    }

    @Test
    void onlyAMemberIsDeclaredDead() {
        assertThat(served.post("/v1/members/down", "{\"address\":\"" + MemoryNode.SECOND + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(served.post("/v1/members/down", "{\"address\":\"pekko://backstop@127.0.0.1:9\"}")
                        .refusal())
                .isEqualTo("404 not-found [address] no member 'pekko://backstop@127.0.0.1:9'; the members are "
                        + MemoryNode.FIRST + ", " + MemoryNode.SECOND);
        assertThat(served.post("/v1/members/down", "{\"address\":\"" + MemoryNode.SECOND + "\",\"ended\":\"yes\"}")
                        .refusal())
                .isEqualTo("400 bad-input [ended] ended is \"yes\"; expected true or false");
        assertThat(served.node.downed).containsExactly(MemoryNode.SECOND);
    }

    @Test
    void aProbeNeedsNoTokenAndHearsTheReasons() {
        assertThat(served.send(java.net.http.HttpRequest.newBuilder(served.uri("/health/ready")))
                        .text())
                .isEqualTo("{\"ready\":true,\"alive\":true,\"reasons\":[]}");

        served.node.health = new Health(false, true, List.of("1 of 3 nodes are up"));
        Served.Reply notReady = served.get("/health/ready");
        assertThat(notReady.status()).isEqualTo(503);
        assertThat(notReady.json().get("reasons").get(0).asText()).isEqualTo("1 of 3 nodes are up");
        assertThat(served.get("/health/alive").status()).isEqualTo(200);

        served.node.health = new Health(false, false, List.of("the actor system has ended"));
        assertThat(served.get("/health/alive").status()).isEqualTo(503);
    }

    @Test
    void aHealthCheckThatHangsIsNotReadyButNoReasonToKillTheNode() {
        served.node.stuck = new CountDownLatch(1);

        assertThat(served.get("/health/ready").status()).isEqualTo(503);
        assertThat(served.get("/health/alive").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/runs/none | 404 not-found [null] no run 'none'; GET /v1/runs lists them
                    /v1/runs/none/progress | 404 not-found [null] no run 'none'; GET /v1/runs lists them
                    /v1/runs/none/events | 404 not-found [null] no run 'none'; GET /v1/runs lists them
                    /v1/runs/none/scenario | 404 not-found [null] no run 'none'; GET /v1/runs lists them
                    /v1/runs/none/holds | 404 not-found [null] no run 'none'; GET /v1/runs lists them
                    /v1/run | 404 not-found [null] nothing is at this path; GET /openapi.json lists what there is
                    /v1/runs?id=x | 400 unknown-field [id] unknown parameter 'id'; there are none here
                    /v1/runs/run-1/events?limt=3 | 400 unknown-field [limt] unknown parameter 'limt'; did you mean 'limit'?
                    /v1/runs/run-1/events?limit=x | 400 bad-input [limit] limit is 'x'; expected a whole number from 1 to 1000
                    /v1/runs/run-1/events?limit=1001 | 400 bad-input [limit] limit is '1001'; expected a whole number from 1 to 1000
                    /v1/runs/run-1/events?after=-1 | 400 bad-input [after] after is '-1'; expected a whole number from 0
                    /v1/runs/run-1/events?wait=21 | 400 bad-input [wait] wait is '21'; expected a whole number from 0 to 20
                    /v1/runs/run-1/events?wait=1&wait=2 | 400 bad-input [wait] parameter 'wait' is given twice
                    """)
    void aWrongQuestionIsRefusedInOneLine(String path, String refusal) {
        assertThat(served.get(path).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"sceario": "x"} | 400 unknown-field [sceario] unknown field 'sceario'; did you mean 'scenario'?
                    {"xyz": "x"} | 400 unknown-field [xyz] unknown field 'xyz'; expected scenario, resolved, seed, set, partitions, key, holds
                    {} | 400 bad-input [scenario] expected either scenario or resolved
                    {"scenario": "a", "resolved": "b"} | 400 bad-input [scenario] expected either scenario or resolved
                    {"scenario": 3} | 400 bad-input [scenario] scenario is 3; expected a text
                    {"scenario": {"name": 1}} | 400 bad-input [scenario] scenario is an object; expected a text
                    {"scenario": "a", "seed": "1"} | 400 bad-input [seed] seed is "1"; expected a whole number
                    {"scenario": "a", "seed": 1.5} | 400 bad-input [seed] seed is 1.5; expected a whole number
                    {"scenario": "a", "set": "x=1"} | 400 bad-input [set] set is "x=1"; expected a list of texts
                    {"scenario": "a", "set": ["x=1", 2]} | 400 bad-input [set[1]] set[1] is 2; expected a text
                    {"resolved": "a", "seed": 1} | 400 bad-input [seed] seed goes with scenario; nothing is left open in resolved
                    {"scenario": "name: 3"} | 400 bad-scenario [null] scenario:1:1: missing key 'duration' in the scenario; expected a duration such as 500ms, 1s, 12m, 8h, 1d
                    {"scenario": "a", "scenario": "b"} | 400 bad-json [null] the body is not JSON (line 1, column 29)
                    {"scenario" | 400 bad-json [null] the body is not JSON (line 1, column 12)
                    {} {} | 400 bad-json [null] the body is not JSON (line 1, column 4)
                    [] | 400 bad-json [null] the body is no JSON object; expected {…}
                    '' | 400 bad-json [null] the body is no JSON object; expected {…}
                    """)
    void aWrongSubmissionIsRefusedInOneLine(String json, String refusal) {
        assertThat(served.post("/v1/runs", json).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "partitions": 0 | 400 bad-input [partitions] partitions is 0; expected a whole number from 1 to 4096
                    "partitions": 4097 | 400 bad-input [partitions] partitions is 4097; expected a whole number from 1 to 4096
                    "key": 1 | 400 bad-input [key] key is 1; expected a text
                    "key": "refused" | 400 bad-input [null] the scenario has no accounts
                    "holds": 1 | 400 bad-input [holds] holds is 1; expected a list of at most 256 objects
                    "holds": [1] | 400 bad-input [holds[0]] holds[0] is 1; expected an object
                    "holds": [{"tick": 1}] | 400 bad-input [holds[0].pass] holds[0].pass is missing
                    "holds": [{"tick": -1, "pass": 0}] | 400 bad-input [holds[0].tick] holds[0].tick is -1; expected a whole number from 0 to 2147483647
                    "holds": [{"tick": 1, "pas": 0}] | 400 unknown-field [holds[0].pas] unknown field 'holds[0].pas'; did you mean 'pass'?
                    """)
    void aWrongFieldBesideAGoodScenarioIsRefusedInOneLine(String field, String refusal) {
        assertThat(served.post("/v1/runs", submission(", " + field)).refusal()).isEqualTo(refusal);
        assertThat(served.node.runs).containsOnlyKeys("run-1");
    }

    @Test
    void aScenarioThatNamesAFileOfTheNodeIsRefused() {
        String listed = SCENARIO + "accounts: {csv: /etc/passwd}\n";

        assertThat(served.post(
                                "/v1/runs",
                                NodeJson.object().put("scenario", listed).toString())
                        .refusal())
                .startsWith("400 bad-scenario [null] scenario:17:17: accounts.csv names the file '/etc/passwd'");
    }

    @Test
    void aHoldOrNumberThatIsNotThereIsNotFound() {
        assertThat(served.post("/v1/runs/run-1/holds/7/release", "").refusal())
                .isEqualTo("404 not-found [null] run 'run-1' has no hold 7");
        assertThat(served.post("/v1/runs/run-1/holds/x/release", "").refusal())
                .isEqualTo("404 not-found [number] no number 'x'; expected a number");
        assertThat(served.post("/v1/runs/none/holds/0/release", "").status()).isEqualTo(404);
        assertThat(served.delete("/v1/runs/none").status()).isEqualTo(404);
    }

    @Test
    void aPathUnderAnotherMethodSaysWhichItTakes() {
        Served.Reply reply = served.send(served.request("/v1/runs").PUT(BodyPublishers.ofString("x")));
        assertThat(reply.refusal())
                .isEqualTo("405 method-not-allowed [null] PUT is not for this path; expected GET, POST");
        assertThat(reply.header("Allow")).isEqualTo("GET, POST");
    }

    @Test
    void aHeadIsAGetWithoutItsBody() {
        Served.Reply reply = served.send(served.request("/v1/runs/run-1").method("HEAD", BodyPublishers.noBody()));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEmpty();
    }

    @Test
    void aBodyThatIsNotSaidToBeJsonIsRefused() {
        assertThat(served.send(served.request("/v1/runs").POST(BodyPublishers.ofString("{}")))
                        .refusal())
                .isEqualTo("415 not-json [null] expected Content-Type: application/json");
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysSoOrNot() {
        String large = "{\"scenario\": \"" + "x".repeat(40_000) + "\"}";
        assertThat(served.post("/v1/runs", large).refusal())
                .isEqualTo("413 too-large [null] the body is too large; at most 20000 bytes");
        assertThat(served.post("/v1/members/down", "{\"address\": \"" + "x".repeat(5_000) + "\"}")
                        .refusal())
                .isEqualTo("413 too-large [null] the body is too large; at most 5000 bytes");

        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        Served.Reply chunked = served.send(served.request("/v1/runs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(bytes))));
        assertThat(chunked.refusal()).isEqualTo("413 too-large [null] the body is too large; at most 20000 bytes");
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
        assertThat(raw("POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Served.TOKEN
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .contains("\"code\":\"body-too-slow\"");
    }

    @Test
    void whatIsNoHttpIsAnsweredInTheSameShape() throws IOException {
        assertThat(raw("GET /v1/runs/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"error\":{\"code\":\"bad-request\"");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), served.api.address().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            StringBuilder answer = new StringBuilder();
            int read = socket.getInputStream().read();
            while (read >= 0 && !answer.toString().endsWith("}}")) {
                answer.append((char) read);
                read = answer.toString().endsWith("}}")
                        ? -1
                        : socket.getInputStream().read();
            }
            return answer.toString();
        }
    }

    @Test
    void aDatabaseThatIsGoneIsSaidToBe() {
        served.node.databaseGone = true;

        assertThat(served.get("/v1/runs").refusal())
                .isEqualTo("503 database-unavailable [null] the database at 127.0.0.1:5555 does not answer");
        assertThat(served.get("/health/ready").text())
                .isEqualTo("{\"ready\":false,\"alive\":true,\"reasons\":[\"the database does not answer\"]}");
    }

    @Test
    void aDatabaseThatHangsIsNotWaitedForForever() {
        served.node.stuck = new CountDownLatch(1);

        assertThat(served.get("/v1/runs").refusal())
                .isEqualTo("504 time-out [null] the node did not answer in time; try again");
    }

    @Test
    void aTakenPortIsOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeSettings.Http http = new NodeSettings.Http("127.0.0.1", taken.getLocalPort(), null);

            assertThatExceptionOfType(CommandFailure.class)
                    .isThrownBy(() -> HttpApi.start(http, served.node, new Metrics(new NodeCounters())))
                    .withMessageStartingWith("http: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": ")
                    .withMessageContaining("in use")
                    .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(3));
        }
    }

    @Test
    void aNodeOnAllAddressesTellsOthersTheNameOfItsMachine() {
        NodeSettings.Http all = new NodeSettings.Http("0.0.0.0", 0, "token");
        try (HttpApi api = HttpApi.start(all, served.node, new Metrics(new NodeCounters()))) {
            assertThat(api.uriFor("node-7.example"))
                    .hasHost("node-7.example")
                    .hasPort(api.address().getPort());
        }
        assertThat(served.api.uriFor("node-7.example")).isEqualTo(served.api.uri());
    }

    @Test
    void closingEndsWhatWaitsAndFreesThePort() throws Exception {
        CompletableFuture<Served.Reply> waiting =
                CompletableFuture.supplyAsync(() -> served.get("/v1/runs/run-1/events?wait=20"));
        Awaitility.await().until(() -> served.node.looks.get() > 2);
        int port = served.api.address().getPort();

        long began = System.nanoTime();
        served.api.close();

        assertThat(waiting.get(1, TimeUnit.SECONDS).text()).isEqualTo("{\"events\":[],\"state\":\"running\"}");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.getLocalPort()).isEqualTo(port);
        }
    }
}
