package io.backstop.node.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.JournalUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a supervisor listens for the verbs: a loopback port, and a token that only readers of the folder's {@code control} file
 * know. A request is one line of JSON; the answer is any number of lines {@code {"say": …}} and one {@code {"done": …}} or
 * {@code {"failed": …, "exitCode": …}}.
 */
final class Control implements AutoCloseable {
    static final String PORT = "port";
    static final String TOKEN = "token";
    static final String VERB = "verb";
    static final String WORDS = "words";
    static final String SAY = "say";
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String EXIT_CODE = "exitCode";

    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_REQUEST_BYTES = 64 * 1024;
    private static final int REQUEST_MILLIS = 5_000;
    private static final int BACKLOG = 16;
    private static final int PATIENCE_SECONDS = 3;
    private static final int RUN_TIME_FAILURE = 3;

    private final ServerSocket listener;
    private final String token;
    private final Handler handler;
    private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();

    private Control(ServerSocket listener, String token, Handler handler) {
        this.listener = listener;
        this.token = token;
        this.handler = handler;
    }

    /** Does what a verb asks for. */
    interface Handler {
        /**
         * Answers one request.
         *
         * @param words what came with the verb
         * @param talk tells the person how far it is
         * @return what is told when it is done
         */
        ObjectNode handle(String verb, JsonNode words, Consumer<String> talk) throws InterruptedException;
    }

    /** Begins to listen, and says in the folder how to reach it. */
    static Control open(ClusterFolder folder, Handler handler) {
        try {
            ServerSocket listener = new ServerSocket(0, BACKLOG, Loopback.address());
            String token = ClusterToken.random();
            Control control = new Control(listener, token, handler);
            folder.writeControl(
                    MAPPER.createObjectNode().put(PORT, listener.getLocalPort()).put(TOKEN, token) + "\n");
            Thread.ofVirtual().name("backstop-control").start(control::accept);
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the verbs of the cluster", e);
        }
    }

    /** Where it listens. */
    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                serving.execute(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("no verb accepted", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                PrintWriter out =
                        new PrintWriter(new OutputStreamWriter(client.getOutputStream(), StandardCharsets.UTF_8))) {
            client.setSoTimeout(REQUEST_MILLIS);
            answer(firstLine(client.getInputStream()), out);
        } catch (IOException e) {
            LOG.debug("a verb went away", e);
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        byte[] line = new byte[MOST_REQUEST_BYTES];
        int length = 0;
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (length == MOST_REQUEST_BYTES) {
                throw new IOException("a request is too long");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private void answer(String line, PrintWriter out) {
        try {
            JsonNode request = MAPPER.readTree(line);
            if (!isKnown(request.path(TOKEN).asText())) {
                throw CommandFailure.badInput("the token is not this cluster's");
            }
            ObjectNode result =
                    handler.handle(request.path(VERB).asText(), request.path(WORDS), said -> send(out, SAY, said));
            out.println(MAPPER.createObjectNode().set(DONE, result));
            out.flush();
        } catch (CommandFailure failure) {
            fail(out, String.valueOf(failure.getMessage()), failure.exitCode());
        } catch (JsonProcessingException e) {
            fail(out, "the request is no JSON", CommandFailure.badInput("").exitCode());
        } catch (JournalUnavailable | IllegalStateException | UncheckedIOException e) {
            fail(out, String.valueOf(e.getMessage()), RUN_TIME_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(out, "the cluster is stopping", RUN_TIME_FAILURE);
        }
    }

    private boolean isKnown(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(PrintWriter out, String field, String text) {
        out.println(MAPPER.createObjectNode().put(field, text));
        out.flush();
    }

    private static void fail(PrintWriter out, String message, int exitCode) {
        out.println(MAPPER.createObjectNode().put(FAILED, message).put(EXIT_CODE, exitCode));
        out.flush();
    }

    /** Listens no longer; what is being answered is answered, within seconds. */
    @Override
    public void close() {
        try {
            listener.close();
            serving.shutdown();
            if (!serving.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                serving.shutdownNow();
            }
        } catch (IOException e) {
            LOG.debug("the control port does not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
