package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy stands in front of one host; what else the address says stays. */
class DatabaseHostTest {
    private static DatabaseHost host(String url) {
        return DatabaseHost.of(url).orElseThrow();
    }

    @Test
    void theHostIsReplacedAndTheRestStays() {
        assertThat(host("jdbc:postgresql://db.example:6000/backstop?sslmode=require"))
                .isEqualTo(new DatabaseHost("db.example", 6000, "/backstop?sslmode=require"))
                .returns(
                        "jdbc:postgresql://127.0.0.1:7000/backstop?sslmode=require",
                        host -> host.through(Loopback.at(7000)));
    }

    @Test
    void theUsualPortIsPostgresOwn() {
        assertThat(host("jdbc:postgresql://db/backstop").socket().getPort()).isEqualTo(5432);
        assertThat(host("jdbc:postgresql://[::1]/backstop")
                        .socket()
                        .getAddress()
                        .isLoopbackAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://one,two/backstop",
                "jdbc:postgresql://one:1,two:2/backstop",
                "jdbc:postgresql:backstop",
                "jdbc:postgresql://db/backstop?sslmode=verify-full"
            })
    void severalHostsNoneOrACheckedNameTakeNoProxy(String url) {
        assertThat(DatabaseHost.of(url)).isEmpty();
    }
}
