package io.backstop.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeSettings;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask a node. */
class GateTest {
    private static Gate gate(String host, @Nullable String token) {
        return Gate.of(new NodeSettings.Http(host, 8001, token));
    }

    private static Optional<String> refusal(Gate gate, String... headers) {
        HttpRequest request = HttpRequest.GET("/v1/runs");
        for (int i = 0; i < headers.length; i += 2) {
            request = request.addHeader(RawHeader.create(headers[i], headers[i + 1]));
        }
        return gate.refusal(request).map(problem -> problem.status() + " " + problem.getMessage());
    }

    @Test
    void whoKnowsTheTokenMayAsk() {
        Gate gate = gate("0.0.0.0", "abc.DEF-123");

        assertThat(refusal(gate, "Authorization", "Bearer abc.DEF-123")).isEmpty();
        assertThat(refusal(gate, "authorization", "bearer  abc.DEF-123")).isEmpty();
    }

    @Test
    void whoDoesNotMayNot() {
        Gate gate = gate("127.0.0.1", "abc.DEF-123");

        assertThat(refusal(gate)).contains("401 the request has no token; expected Authorization: Bearer TOKEN");
        assertThat(refusal(gate, "Authorization", "Basic abc.DEF-123"))
                .contains("401 the request has no token; expected Authorization: Bearer TOKEN");
        assertThat(refusal(gate, "Authorization", "Bearer abc.DEF-12")).contains("401 the token is wrong");
        assertThat(refusal(gate, "Authorization", "Bearer abc.DEF-1234")).contains("401 the token is wrong");
        assertThat(refusal(gate, "Authorization", "Bearer ABC.DEF-123")).contains("401 the token is wrong");
        assertThat(refusal(gate, "Authorization", "Bearer ")).contains("401 the token is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void withoutATokenOnlyThisMachineIsServed(String host) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> gate(host, null))
                .withMessage(
                        "http.host " + host
                                + " can be reached from elsewhere, so http.token (or BACKSTOP_HTTP_TOKEN) is needed; without one only 127.0.0.1 is served")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "naïve", "line\nbreak"})
    void aTokenThatNoHeaderCanCarryIsRefused(String token) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> gate("127.0.0.1", token))
                .withMessageStartingWith("http.token must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8001", "localhost:8001", "[::1]:8001", "127.0.0.3"})
    void withoutATokenAProgramOfThisMachineMayAsk(String host) {
        assertThat(refusal(gate("127.0.0.1", null), "Host", host)).isEmpty();
    }

    @Test
    void withoutATokenAWebPageMayNot() {
        Gate gate = gate("localhost", null);

        assertThat(refusal(gate, "Host", "127.0.0.1:8001", "Origin", "http://127.0.0.1:9000"))
                .hasValueSatisfying(refusal -> assertThat(refusal).startsWith("403 "));
        assertThat(refusal(gate, "Host", "rebound.example:8001"))
                .hasValueSatisfying(refusal -> assertThat(refusal).startsWith("403 "));
        assertThat(refusal(gate))
                .hasValueSatisfying(refusal -> assertThat(refusal).startsWith("403 "));
    }
}
