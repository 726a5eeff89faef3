package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 512 subnets of 198.18.0.0/15; a cluster takes the first that no route leads into. */
class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "0, 198.18.0.0/24, 198.18.0.1, 198.18.0.2, 198.18.0.11, 198.18.0.250",
        "255, 198.18.255.0/24, 198.18.255.1, 198.18.255.2, 198.18.255.11, 198.18.255.250",
        "256, 198.19.0.0/24, 198.19.0.1, 198.19.0.2, 198.19.0.11, 198.19.0.250",
        "511, 198.19.255.0/24, 198.19.255.1, 198.19.255.2, 198.19.255.11, 198.19.255.250"
    })
    void theHostTheRouterAndUpTo240NodesHaveAddresses(
            int number, String all, String host, String router, String first, String last) {
        Subnet subnet = new Subnet(number);

        assertThat(subnet).hasToString(all);
        assertThat(subnet.host()).isEqualTo(host);
        assertThat(subnet.router()).isEqualTo(router);
        assertThat(subnet.node(1)).isEqualTo(first);
        assertThat(subnet.node(240)).isEqualTo(last);
    }

    @Test
    void thereAreNoOthers() {
        assertThatThrownBy(() -> new Subnet(512)).hasMessage("subnets are numbered 0 to 511, not 512");
        assertThatThrownBy(() -> new Subnet(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The second is another cluster's route, the third an address alone, the fourth a whole half as some VPNs take it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                     | 198.18.0.0/24 | 512",
                "[]                                                     | 198.18.0.0/24 | 512",
                "[{'dst':'198.18.0.0/24','dev':'bs-1'}]                 | 198.18.1.0/24 | 511",
                "[{'dst':'198.18.0.0/24'},{'dst':'198.18.1.7'}]         | 198.18.2.0/24 | 510",
                "[{'dst':'198.18.0.0/16'}]                              | 198.19.0.0/24 | 256",
                "[{'dst':'198.18.0.128/25'},{'dst':'198.18.2.0/23'}]    | 198.18.1.0/24 | 509"
            })
    void theFirstWithoutARouteIsFree(String routes, String first, int count) throws JsonProcessingException {
        String json = routes.replace('\'', '"');

        assertThat(Subnet.free(json).findFirst().orElseThrow()).hasToString(first);
        assertThat(Subnet.free(json)).hasSize(count);
    }

    @Test
    void aRouteOfAllLeavesNone() throws JsonProcessingException {
        assertThat(Subnet.free("[{\"dst\":\"198.18.0.0/15\"}]")).isEmpty();
    }
}
