package io.backstop.benchmarks;

import io.backstop.node.supervisor.LinkProxy;
import io.backstop.node.supervisor.ProxiedLink;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;

/**
 * What the proxy in front of each node of a local cluster costs: the round trip of a small message and the bytes a second of
 * one stream over loopback, with the proxy between and without, in alternating rounds after one to warm up.
 */
public final class LinkProxyBenchmark {
    private static final int ROUNDS = 9;
    private static final int MESSAGE_BYTES = 200;
    private static final int ROUND_TRIPS = 20_000;
    private static final long STREAM_BYTES = 1L << 30;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final double MICROS = 1e-3;
    private static final double MEGABYTES_A_SECOND = 1e3;

    private LinkProxyBenchmark() {}

    /** No arguments. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket echo = listen(LinkProxyBenchmark::echo);
                ServerSocket sink = listen(LinkProxyBenchmark::drain);
                LinkProxy toEcho = proxy(echo);
                LinkProxy toSink = proxy(sink)) {
            print("round trip, us", echo.getLocalPort(), toEcho.port(), LinkProxyBenchmark::roundTripMicros);
            print("stream, MB/s", sink.getLocalPort(), toSink.port(), LinkProxyBenchmark::megabytesASecond);
        }
    }

    private interface Measure {
        double of(int port) throws IOException;
    }

    private interface Service {
        void serve(Socket client) throws IOException;
    }

    private static void print(String what, int direct, int proxied, Measure measure) throws IOException {
        double[] without = new double[ROUNDS];
        double[] with = new double[ROUNDS];
        for (int round = -1; round < ROUNDS; round++) {
            double a = measure.of(direct);
            double b = measure.of(proxied);
            if (round >= 0) {
                without[round] = a;
                with[round] = b;
            }
        }
        System.out.printf(Locale.ROOT, "%-16s direct %s, by the proxy %s%n", what, Spread.of(without), Spread.of(with));
    }

    private static LinkProxy proxy(ServerSocket target) {
        ProxiedLink link = new ProxiedLink("benchmark", "target");
        return LinkProxy.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getLocalPort()), source -> link);
    }

    private static ServerSocket listen(Service service) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> accept(listener, service));
        return listener;
    }

    private static void accept(ServerSocket listener, Service service) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                service.serve(client);
            } catch (IOException e) {
                System.err.println("a connection ended: " + e.getMessage());
            }
        }
    }

    private static void echo(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        byte[] message = new byte[MESSAGE_BYTES];
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        while (in.readNBytes(message, 0, MESSAGE_BYTES) == MESSAGE_BYTES) {
            out.write(message);
        }
    }

    private static void drain(Socket client) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        InputStream in = client.getInputStream();
        long left = STREAM_BYTES;
        while (left > 0) {
            left -= in.read(chunk);
        }
        client.getOutputStream().write(1);
    }

    private static double roundTripMicros(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            byte[] message = new byte[MESSAGE_BYTES];
            DataInputStream in = new DataInputStream(socket.getInputStream());
            long began = System.nanoTime();
            for (int i = 0; i < ROUND_TRIPS; i++) {
                socket.getOutputStream().write(message);
                in.readFully(message);
            }
            return (System.nanoTime() - began) * MICROS / ROUND_TRIPS;
        }
    }

    private static double megabytesASecond(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            OutputStream out = socket.getOutputStream();
            long began = System.nanoTime();
            for (long sent = 0; sent < STREAM_BYTES; sent += CHUNK_BYTES) {
                out.write(chunk);
            }
            new DataInputStream(socket.getInputStream()).readFully(new byte[1]);
            return STREAM_BYTES * MEGABYTES_A_SECOND / (System.nanoTime() - began);
        }
    }
}
