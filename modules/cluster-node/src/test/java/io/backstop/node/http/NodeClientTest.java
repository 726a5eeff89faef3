package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.backstop.kernel.EntityId;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.Health;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submitted;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking one node of several. */
class NodeClientTest {
    private static final String RESOLVED =
            ScenarioLoader.load("sent", """
            schema: 1
            name: small
            duration: 1m
            markets:
              - {name: BTC, price: {start: 100000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 40}}
            venue: {preset: hyperliquid-like}
            populations:
              - {name: longs, count: 10, side: long, markets: {BTC: 100%}, notional: {fixed: 1_000 USD}, leverage: {fixed: 10}}
            """, List.of(), OptionalLong.empty()).resolvedYaml();

    private final Served served = Served.withToken();
    private final NodeClient client = new NodeClient(List.of(served.api.uri()), Served.TOKEN);

    @BeforeEach
    void aRun() {
        served.node.running("run-1");
    }

    @AfterEach
    void close() {
        client.close();
        served.close();
    }

    private static void fails(ThrowingCallable call, int exitCode, String message) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(call)
                .withMessage(message)
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(exitCode));
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @Test
    void aSubmissionArrivesAsItIs() {
        Submission wanted = new Submission(RESOLVED, 3, "again", List.of(new Submission.HoldPoint(20, 1)));

        Submitted first = client.submit(wanted);
        Submitted second = client.submit(wanted);

        assertThat(served.node.submissions).containsEntry(first.run().id(), wanted);
        assertThat(first.begun()).isTrue();
        assertThat(second).isEqualTo(new Submitted(first.run(), false));
        assertThat(client.holds(first.run().id())).containsExactly(new Hold(0, 20, 1, Hold.State.AHEAD));
        assertThat(client.release(first.run().id(), 0)).isFalse();
        assertThat(client.scenario(first.run().id())).isEqualTo(RESOLVED);
    }

    @Test
    void everyRecordComesBackAsTheNodeHasIt() {
        assertThat(client.status("run-1")).isEqualTo(served.node.runs.get("run-1"));
        assertThat(client.runs()).containsExactlyElementsOf(served.node.runs.values());
        assertThat(client.members()).isEqualTo(served.node.members());
        assertThat(client.shards()).isEqualTo(served.node.shards());
        assertThat(client.metrics()).contains("backstop_shards_local 21.0");
        client.down(MemoryNode.SECOND, false);
        client.down(MemoryNode.SECOND, true);
        assertThat(served.node.downed).containsExactly(MemoryNode.SECOND, MemoryNode.SECOND + " has ended");
        assertThat(client.locate("run-1/run/0/RUN/run")).isEqualTo(MemoryNode.SECOND);
        List<String> asked = List.of("run-1/run/0/RUN/run", "run-1/perps/3/ACCOUNT/longs-1");
        assertThat(client.lastEvents("run-1", asked))
                .isEqualTo(served.node.lastEvents(
                        asked.stream().map(EntityId::parse).toList()));
        client.disturb(30, 0);
        assertThat(served.node.disturbances).containsExactly("0.3 0.0");
        assertThat(client.cancel("run-1")).isTrue();
        assertThat(client.status("run-1").failure()).isEqualTo("cancelled");
    }

    @Test
    void eventsComeUntilTheEnd() {
        served.node.event("run-1", 0, 127, 255);
        served.node.complete("run-1");

        EventPage page = client.events("run-1", 0, 10, Duration.ofSeconds(5));
        assertThat(page.events()).hasSize(1);
        assertThat(page.events().getFirst().number()).isEqualTo(1);
        assertThat(page.events().getFirst().manifest()).isEqualTo("envelope");
        assertThat(page.events().getFirst().payload()).containsExactly(0, 127, 255);
        assertThat(page.state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(page.isEnd()).isFalse();
        assertThat(client.events("run-1", 1, 10, Duration.ofSeconds(5)).isEnd()).isTrue();
    }

    @Test
    void aNodeThatIsNotReadySaysWhy() {
        served.node.health = new Health(false, true, List.of("1 of 3 nodes are up"));

        assertThat(client.health()).isEqualTo(served.node.health);
    }

    @Test
    void aRefusalIsTheAskersFault() {
        fails(
                () -> client.status("no/such run"),
                2,
                served.api.uri() + ": no run 'no/such run'; GET /v1/runs lists them");
        try (NodeClient stranger = new NodeClient(List.of(served.api.uri()), "other")) {
            fails(stranger::runs, 2, served.api.uri() + ": the token is wrong");
        }
        fails(
                () -> new NodeClient(List.of(), null),
                2,
                "no node to ask; expected an address such as http://127.0.0.1:8001");
        fails(
                () -> new NodeClient(List.of(URI.create("127.0.0.1")), null),
                2,
                "'127.0.0.1' is no address of a node; expected one such as http://127.0.0.1:8001");
    }

    @Test
    void whoDoesNotListenIsPassedOver() throws IOException {
        try (NodeClient several = new NodeClient(List.of(nobody(), served.api.uri()), Served.TOKEN)) {
            assertThat(several.status("run-1").tick()).isEqualTo(3);
        }
    }

    @Test
    void whoseDatabaseIsGoneIsPassedOver() {
        served.node.databaseGone = true;
        try (Served other = Served.withToken();
                NodeClient several = new NodeClient(List.of(served.api.uri(), other.api.uri()), Served.TOKEN)) {
            other.node.running("run-1");
            assertThat(several.runs()).hasSize(1);
        }
    }

    @Test
    void ifNobodyAnswersEachSaysWhyNot() throws IOException {
        served.node.databaseGone = true;
        URI nobody = nobody();
        try (NodeClient several = new NodeClient(List.of(nobody, served.api.uri()), Served.TOKEN)) {
            fails(
                    several::runs,
                    3,
                    "no node answers: " + nobody + ": nobody listens; " + served.api.uri()
                            + ": the database at 127.0.0.1:5555 does not answer");
        }
    }

    @Test
    void anAnswerThatIsNotANodesIsNotTakenForOne() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        other.createContext("/", exchange -> {
            byte[] answer = "{\"hello\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
        URI uri = URI.create("http://127.0.0.1:" + other.getAddress().getPort());
        try (NodeClient strange = new NodeClient(List.of(uri), null)) {
            fails(strange::runs, 3, uri + " gave an answer that is not a Backstop node's");
        } finally {
            other.stop(0);
        }
    }
}
