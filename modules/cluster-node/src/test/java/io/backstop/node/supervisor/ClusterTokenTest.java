package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is reached from loopback only needs no token; who has another address always has one. */
class ClusterTokenTest {
    @Test
    void namespacesHaveARandomOne() {
        String token = ClusterToken.of(NetworkKind.NAMESPACES, Map.of());

        assertThat(token).matches("[0-9a-f]{48}").isNotEqualTo(ClusterToken.of(NetworkKind.NAMESPACES, Map.of()));
        assertThat(ClusterToken.of(NetworkKind.NAMESPACES, Map.of("BACKSTOP_HTTP_TOKEN", "")))
                .matches("[0-9a-f]{48}");
    }

    @Test
    void loopbackHasNone() {
        assertThat(ClusterToken.of(NetworkKind.PROXY, Map.of())).isNull();
        assertThat(ClusterToken.of(NetworkKind.PROXY, Map.of("BACKSTOP_HTTP_TOKEN", "")))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(NetworkKind.class)
    void theEnvironmentsIsTaken(NetworkKind network) {
        assertThat(ClusterToken.of(network, Map.of("BACKSTOP_HTTP_TOKEN", "chosen")))
                .isEqualTo("chosen");
    }
}
