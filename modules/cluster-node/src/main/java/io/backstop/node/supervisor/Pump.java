package io.backstop.node.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One direction of a connection. While the link passes and nothing waits, the thread that reads also writes; otherwise a
 * second thread writes what waits, in its order.
 */
final class Pump {
    private static final int BUFFER_BYTES = 64 * 1024;

    /** What may wait; then the sender is held up, as by a full network. */
    private static final int MOST_BYTES_WAITING = 4 * 1024 * 1024;

    private static final int END = -1;

    private final ProxiedLink link;
    private final SocketChannel from;
    private final SocketChannel to;
    private final LinkConnection connection;
    private final BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_BYTES_WAITING);
    private final AtomicInteger unwritten = new AtomicInteger();
    private final Thread reader = Thread.ofVirtual().unstarted(() -> guarded(this::read));
    private final Thread deliverer = Thread.ofVirtual().unstarted(() -> guarded(this::deliver));

    Pump(ProxiedLink link, SocketChannel from, SocketChannel to, LinkConnection connection) {
        this.link = link;
        this.from = from;
        this.to = to;
        this.connection = connection;
    }

    /** Bytes read together; with {@code end} also the end of the stream. */
    private record Chunk(ByteBuffer bytes, long readAt, boolean end) {}

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    void start() {
        reader.start();
    }

    void stop() {
        reader.interrupt();
        deliverer.interrupt();
    }

    private void read() throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        boolean ended = false;
        while (!ended) {
            ended = next(buffer.clear()) == END;
            buffer.flip();
            link.received(buffer.remaining());
            if (link.isPassing() && unwritten.get() == 0) {
                write(buffer, ended);
            } else {
                deliverLater(buffer, ended);
            }
        }
    }

    /** A connection that breaks is one that ends: the other side hears of either only if the link lets it. */
    private int next(ByteBuffer buffer) {
        try {
            return from.read(buffer);
        } catch (IOException broken) {
            return END;
        }
    }

    private void deliverLater(ByteBuffer buffer, boolean end) throws InterruptedException {
        room.acquire(buffer.remaining());
        ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        unwritten.incrementAndGet();
        waiting.put(new Chunk(copy, System.nanoTime(), end));
        if (deliverer.getState() == Thread.State.NEW) {
            deliverer.start();
        }
    }

    private void deliver() throws IOException, InterruptedException {
        boolean ended = false;
        while (!ended) {
            Chunk chunk = waiting.take();
            int count = chunk.bytes().remaining();
            link.awaitTurn(chunk.readAt(), count);
            write(chunk.bytes(), chunk.end());
            room.release(count);
            unwritten.decrementAndGet();
            ended = chunk.end();
        }
    }

    private void write(ByteBuffer bytes, boolean end) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
        if (end) {
            to.shutdownOutput();
            connection.ended();
        }
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
        }
    }
}
