package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import io.backstop.node.supervisor.LinkPolicy.Slow;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One policy for each directed link: bytes that a link does not hold or refuse arrive, all of them and in their order. */
@Timeout(60)
class LinksTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final ProxyNetwork network = new ProxyNetwork();
    private final Links links = new Links(network);
    private Echo echo;

    @BeforeEach
    void listen() throws IOException {
        assumeThat(network.tellsSources()).isTrue();
        echo = new Echo();
        for (int node = 1; node <= 3; node++) {
            int unused = network.listen("node-" + node, node);
            network.nodeListensOn("node-" + node, echo.port());
        }
    }

    @AfterEach
    void close() throws IOException {
        links.close();
        network.close();
        echo.close();
    }

    private Socket connect(int from, int to) throws IOException {
        return Echo.connect(from, network.listen("node-" + to, to));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String receive(Socket socket, int length, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertRoundTrip(Socket socket, String text) throws IOException {
        send(socket, text);
        assertThat(receive(socket, text.length(), LONG)).isEqualTo(text);
    }

    private static void assertHeld(Socket socket) {
        assertThatThrownBy(() -> receive(socket, 1, SHORT)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void passesBytesBothWaysAndCountsThemOnTheLinkOfTheirSource() throws IOException {
        try (Socket socket = connect(1, 2)) {
            assertRoundTrip(socket, "hello");

            assertThat(links.between("node-1", "node-2").traffic()).contains(new Link.Traffic(10, 1));
            assertThat(links.between("node-2", "node-1").traffic()).contains(new Link.Traffic(0, 0));
        }
    }

    @Test
    void passesTheEndOfTheStream() throws IOException {
        try (Socket socket = connect(1, 2)) {
            send(socket, "bye");
            socket.shutdownOutput();

            assertThat(receive(socket, 100, LONG)).isEqualTo("bye");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(links.between("node-1", "node-2")
                                .traffic()
                                .orElseThrow()
                                .connections())
                        .isZero());
    }

    @Test
    void aCutLinkHoldsBytesUntilItIsHealedAndOthersPass() throws IOException {
        try (Socket cut = connect(1, 2);
                Socket back = connect(2, 1);
                Socket other = connect(3, 2)) {
            assertRoundTrip(cut, "before");
            links.between("node-1", "node-2").set(new Cut());

            send(cut, "held");
            assertHeld(cut);
            assertRoundTrip(back, "the other direction");
            assertRoundTrip(other, "another source");

            links.heal();
            assertThat(receive(cut, 4, LONG)).isEqualTo("held");
            assertRoundTrip(cut, "after");
        }
    }

    @Test
    void aCutLinkHoldsNewConnectionsToo() throws IOException {
        links.between("node-1", "node-2").set(new Cut());
        try (Socket late = connect(1, 2)) {
            send(late, "held");
            assertHeld(late);

            links.heal();
            assertThat(receive(late, 4, LONG)).isEqualTo("held");
        }
    }

    /** A node that dies behind a cut link is not heard of, as behind a cut wire. */
    @Test
    void aCutLinkHoldsTheEndOfTheStreamToo() throws IOException {
        try (Socket cut = connect(1, 2)) {
            assertRoundTrip(cut, "before");
            links.between("node-1", "node-2").set(new Cut());
            cut.shutdownOutput();
            assertHeld(cut);

            links.heal();
            assertThat(ended(cut)).isTrue();
        }
    }

    @Test
    void aRefusingLinkClosesConnectionsThatAreOpenAndNewOnes() throws IOException {
        try (Socket open = connect(1, 2)) {
            assertRoundTrip(open, "before");
            links.between("node-1", "node-2").set(new Refuse());

            assertThat(ended(open)).isTrue();
            try (Socket late = connect(1, 2)) {
                assertThat(ended(late)).isTrue();
            }
        }
        links.between("node-1", "node-2").set(new Pass());
        try (Socket again = connect(1, 2)) {
            assertRoundTrip(again, "again");
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout((int) LONG.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** There and back 2 x 100 ms. */
    @Test
    void aSlowLinkDelaysEachByteByItsDelayInEachDirection() throws IOException {
        try (Socket socket = connect(1, 2)) {
            assertRoundTrip(socket, "warm");
            links.between("node-1", "node-2").set(new Slow(Duration.ofMillis(100), 0));

            long began = System.nanoTime();
            assertRoundTrip(socket, "a");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    /** Ten bytes, each 20 ms after the one before and each 200 ms late in each direction: 580 ms, and not 10 x 400 ms. */
    @Test
    void delaysOverlap() throws IOException, InterruptedException {
        try (Socket socket = connect(1, 2)) {
            assertRoundTrip(socket, "warm");
            links.between("node-1", "node-2").set(new Slow(Duration.ofMillis(200), 0));

            long began = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                send(socket, "a");
                Thread.sleep(20);
            }
            receive(socket, 10, LONG);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(580), Duration.ofMillis(2000));
        }
    }

    /** 300 bytes there and 300 back at 1000 bytes a second: 600 ms. */
    @Test
    void aSlowLinkPassesNoMoreThanItsRate() throws IOException {
        try (Socket socket = connect(1, 2)) {
            assertRoundTrip(socket, "warm");
            links.between("node-1", "node-2").set(new Slow(Duration.ZERO, 1000));

            long began = System.nanoTime();
            assertRoundTrip(socket, "x".repeat(300));

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        }
    }

    /** Policies change under a stream of 8 MiB; not a byte is lost, doubled or moved. */
    @Test
    void noByteIsLostWhilePoliciesChange() throws Exception {
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(42).nextBytes(sent);
        try (Socket socket = connect(1, 2);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Link link = links.between("node-1", "node-2");
            CompletableFuture<byte[]> got = CompletableFuture.supplyAsync(() -> read(socket, sent.length), threads);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(socket, sent), threads);
            for (int i = 0; i < 20; i++) {
                link.set(i % 2 == 0 ? new Cut() : new Slow(Duration.ofMillis(3), 0));
                Thread.sleep(10);
                link.set(new Pass());
                Thread.sleep(5);
            }
            writing.get();

            assertThat(Arrays.equals(got.get(), sent)).isTrue();
            assertThat(link.traffic().orElseThrow().bytes()).isEqualTo(2L * sent.length);
        }
    }

    private static byte[] read(Socket socket, int length) {
        try {
            return socket.getInputStream().readNBytes(length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aTargetThatIsNotThereEndsTheConnection() throws IOException {
        network.nodeListensOn("node-2", Loopback.freePort());
        try (Socket socket = connect(1, 2)) {
            assertThat(ended(socket)).isTrue();
        }
    }

    @Test
    void aPartitionCutsBothDirectionsBetweenGroupsAndNothingWithin() {
        links.partition(List.of(List.of("node-1", "node-2"), List.of("node-3")));

        assertThat(links.disturbed())
                .extracting(link -> link.from() + ">" + link.to())
                .containsExactly("node-1>node-3", "node-2>node-3", "node-3>node-1", "node-3>node-2");
        links.heal();
        assertThat(links.disturbed()).isEmpty();
    }

    @Test
    void aNodeIsOnOneSideOfAPartition() {
        assertThatThrownBy(() -> links.partition(List.of(List.of("node-1"), List.of("node-2", "node-1"))))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("'node-1' is named twice; a node is on one side of a partition");
        assertThat(links.disturbed()).isEmpty();
    }

    @Test
    void whereSourcesCannotBeToldAPartitionIsRefusedInOneLine() {
        try (Links blind = new Links(new ProxyNetwork(false))) {
            assertThatThrownBy(() -> blind.partition(List.of(List.of("node-1"), List.of("node-2"))))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("127.0.0.11");
        }
    }

    @Test
    void eachNodeHasItsOwnLinkToTheDatabase() throws IOException {
        int first = links.addDatabase("node-1", Loopback.at(echo.port())).getPort();
        int second = links.addDatabase("node-2", Loopback.at(echo.port())).getPort();
        links.toDatabase("node-1").set(new Cut());
        try (Socket cut = Echo.connect(1, first);
                Socket other = Echo.connect(2, second)) {
            assertRoundTrip(other, "passes");
            send(cut, "held");
            assertHeld(cut);
        }
        assertThat(links.toDatabase("node-2").traffic().orElseThrow().bytes()).isEqualTo(12);
    }
}
