package io.backstop.node.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Addresses and ports of this machine. */
final class Loopback {
    /** Where all that listens does so. */
    static final String ADDRESS = "127.0.0.1";

    private static final byte[] BYTES = {127, 0, 0, 1};
    private static final String SOURCES = "127.0.0.";
    private static final int FIRST_SOURCE = 11;
    private static final int MOST_SOURCES = 240;

    private Loopback() {}

    static InetAddress address() {
        try {
            return InetAddress.getByAddress(BYTES);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    static InetSocketAddress at(int port) {
        return new InetSocketAddress(address(), port);
    }

    /** The address that a node's own connections come from, so that proxies can tell whose they are; numbers count from 1. */
    static String source(int node) {
        if (node < 1 || node > MOST_SOURCES) {
            throw new IllegalArgumentException("nodes are numbered 1 to " + MOST_SOURCES + ", not " + node);
        }
        return SOURCES + (FIRST_SOURCE + node - 1);
    }

    /** Whether this machine has addresses for sources: Linux has, others only if they were set up. */
    static boolean tellsSources() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(source(1)), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A port that nobody listens on now; somebody may a moment later. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, address())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + ADDRESS, e);
        }
    }
}
