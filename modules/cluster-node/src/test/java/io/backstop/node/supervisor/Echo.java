package io.backstop.node.supervisor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that sends back what it gets. */
final class Echo implements AutoCloseable {
    private final ServerSocket listener;

    Echo() throws IOException {
        listener = new ServerSocket(0, 50, Loopback.address());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException gone) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** A connection that comes from a node's address. */
    static Socket connect(int node, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(Loopback.source(node), 0));
        socket.connect(Loopback.at(port), 2_000);
        socket.setTcpNoDelay(true);
        return socket;
    }
}
