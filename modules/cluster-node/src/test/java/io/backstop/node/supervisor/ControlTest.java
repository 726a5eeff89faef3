package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.Supervisor.Verb;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verb asks reaches the supervisor of its folder and nobody else, and each failure comes back as one line. */
class ControlTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path path;

    private Control control;

    @BeforeEach
    void open() {
        control = Control.open(new ClusterFolder(path), ControlTest::serve);
    }

    @AfterEach
    void close() {
        control.close();
    }

    private static ObjectNode serve(String verb, JsonNode words, Consumer<String> talk) {
        if (verb.equals(Verb.KILL.name())) {
            throw CommandFailure.badInput("no node '" + words.path(0).asText() + "'");
        }
        if (verb.equals(Verb.STOP.name())) {
            throw CommandFailure.atRunTime("it does not stop", null);
        }
        talk.accept("working");
        return MAPPER.createObjectNode().put("verb", verb).set("words", words);
    }

    private ControlClient client() {
        return new ControlClient(new ClusterFolder(path));
    }

    private void ask(Verb verb) {
        client().ask(verb, List.of("x"), said -> {});
    }

    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(Loopback.address(), control.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anAnswerComesWithWhatIsSaidMeanwhile() {
        List<String> said = new ArrayList<>();

        JsonNode answer = client().ask(Verb.ADD, List.of("node-4"), said::add);

        assertThat(answer).hasToString("{\"verb\":\"ADD\",\"words\":[\"node-4\"]}");
        assertThat(said).containsExactly("working");
    }

    @Test
    void aRefusalIsBadInputAndAFailureIsNot() {
        assertThatThrownBy(() -> ask(Verb.KILL))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage("no node 'x'");
        assertThatThrownBy(() -> ask(Verb.STOP))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(3))
                .hasMessage("it does not stop");
    }

    @Test
    void withoutTheTokenNothingIsDone() throws IOException {
        assertThat(answerTo("{\"token\":\"guessed\",\"verb\":\"ADD\"}\n"))
                .isEqualTo("{\"failed\":\"the token is not this cluster's\",\"exitCode\":2}\n");
        assertThat(answerTo("{\"verb\":\"ADD\"}\n")).contains("the token is not this cluster's");
    }

    @Test
    void aRequestThatIsNoJsonIsRefused() throws IOException {
        assertThat(answerTo("hello\n")).contains("the request is no JSON");
        assertThat(answerTo("\n")).contains("the token is not this cluster's");
    }

    @Test
    void withoutASupervisorThereIsOneClearLine(@TempDir Path empty) {
        ControlClient nobody = new ControlClient(new ClusterFolder(empty));

        assertThatThrownBy(() -> nobody.ask(Verb.STATUS, List.of(), said -> {}))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage("no cluster runs in " + empty + "; 'backstop cluster up' starts one there");
    }

    @Test
    void aSupervisorThatWasKilledIsSaidToHaveLeftSomething() {
        ClusterFolder folder = new ClusterFolder(path);
        folder.write(new ClusterRecord(ProcessMark.of(ProcessHandle.current(), "java"), null, List.of()));
        control.close();

        assertThatThrownBy(() -> ask(Verb.STATUS))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining("'backstop cluster down' cleans up");
    }
}
