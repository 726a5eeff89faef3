package io.backstop.node.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks to the supervisor of a folder. */
public final class ControlClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ClusterFolder folder;

    /** Speaks to whoever supervises the folder when it is asked. */
    public ControlClient(ClusterFolder folder) {
        this.folder = folder;
    }

    /**
     * Asks for something and waits until it is done.
     *
     * @param talk what the supervisor says meanwhile
     * @return what it answers
     * @throws CommandFailure with one line: nobody supervises the folder, or what was asked for is refused or fails
     */
    public JsonNode ask(Supervisor.Verb verb, List<String> words, Consumer<String> talk) {
        JsonNode control = control();
        try (Socket socket =
                new Socket(Loopback.address(), control.path(Control.PORT).asInt())) {
            ObjectNode request = MAPPER.createObjectNode()
                    .put(Control.TOKEN, control.path(Control.TOKEN).asText())
                    .put(Control.VERB, verb.name());
            words.forEach(request.putArray(Control.WORDS)::add);
            socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
            return answer(socket, talk);
        } catch (IOException e) {
            throw silent(e);
        }
    }

    private JsonNode answer(Socket socket, Consumer<String> talk) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode said = MAPPER.readTree(line);
            if (said.has(Control.DONE)) {
                return said.path(Control.DONE);
            }
            if (said.has(Control.FAILED)) {
                String message = said.path(Control.FAILED).asText();
                throw said.path(Control.EXIT_CODE).asInt()
                                == CommandFailure.badInput(message).exitCode()
                        ? CommandFailure.badInput(message)
                        : CommandFailure.atRunTime(message, null);
            }
            talk.accept(said.path(Control.SAY).asText());
        }
        throw new IOException("it ended before it answered");
    }

    private JsonNode control() {
        String text = folder.control().orElseThrow(this::nobody);
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw silent(e);
        }
    }

    private CommandFailure nobody() {
        return folder.record().isPresent()
                ? silent(null)
                : CommandFailure.badInput(
                        "no cluster runs in " + folder.path() + "; 'backstop cluster up' starts one there");
    }

    private CommandFailure silent(@Nullable Exception cause) {
        return CommandFailure.badInput(
                "the supervisor of " + folder.path()
                        + " does not answer; if it was killed, 'backstop cluster down' cleans up",
                cause);
    }
}
