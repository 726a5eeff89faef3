package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.server.FailoverProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What cannot be is refused before anything starts. */
class ClusterPlanTest {
    private static ClusterPlan plan(NetworkKind network, String database) {
        return new ClusterPlan(
                new ClusterFolder(Path.of("cluster")),
                3,
                new JdbcAddress(database, "me", ""),
                FailoverProfile.SUPERVISED,
                network,
                "512m",
                2,
                false);
    }

    @Test
    void namespacesNeedADatabaseThatAProxyCanStandInFrontOf() {
        for (String database :
                new String[] {"jdbc:postgresql://one,two/backstop", "jdbc:postgresql://db/backstop?sslmode=verify-full"
                }) {
            assertThat(plan(NetworkKind.PROXY, database).nodes()).isEqualTo(3);
            assertThatThrownBy(() -> plan(NetworkKind.NAMESPACES, database))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("--network namespaces reaches the database by a proxy, which " + database
                            + " does not allow: it must name one host, and not sslmode=verify-full");
        }
        assertThat(plan(NetworkKind.NAMESPACES, "jdbc:postgresql://db/backstop").network())
                .isEqualTo(NetworkKind.NAMESPACES);
    }
}
