package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ip -batch} is told, word by word. */
class NamespaceLinesTest {
    private static final NamespaceNames NAMES = new NamespaceNames("0a1b2c3d");
    private static final NamespaceLines LINES = new NamespaceLines(NAMES, new Subnet(3));

    @Test
    void theRouterHasALinkToThisMachineAndForwards() {
        assertThat(String.join("\n", LINES.router())).isEqualTo("""
                        netns add backstop-0a1b2c3d-router
                        link add bs-0a1b2c3d type veth peer name host netns backstop-0a1b2c3d-router
                        addr add 198.18.3.1 peer 198.18.3.2 dev bs-0a1b2c3d
                        link set bs-0a1b2c3d up
                        route add 198.18.3.0/24 via 198.18.3.2
                        netns exec backstop-0a1b2c3d-router ip link set lo up
                        netns exec backstop-0a1b2c3d-router ip addr add 198.18.3.2 peer 198.18.3.1 dev host
                        netns exec backstop-0a1b2c3d-router ip link set host up
                        netns exec backstop-0a1b2c3d-router ip rule add pref 200 from 198.18.3.1 iif host lookup main
                        netns exec backstop-0a1b2c3d-router ip rule add pref 201 iif host blackhole
                        netns exec backstop-0a1b2c3d-router sh -c "echo 1 >/proc/sys/net/ipv4/ip_forward\"""");
    }

    @Test
    void aNodeSendsEverythingToTheRouter() {
        assertThat(String.join("\n", LINES.node("node-2", 2))).isEqualTo("""
                        netns add backstop-0a1b2c3d-node-2
                        link add uplink netns backstop-0a1b2c3d-node-2 type veth peer name node-2 netns backstop-0a1b2c3d-router
                        netns exec backstop-0a1b2c3d-node-2 ip link set lo up
                        netns exec backstop-0a1b2c3d-node-2 ip addr add 198.18.3.12 peer 198.18.3.2 dev uplink
                        netns exec backstop-0a1b2c3d-node-2 ip link set uplink up
                        netns exec backstop-0a1b2c3d-node-2 ip route add default via 198.18.3.2
                        netns exec backstop-0a1b2c3d-router ip addr add 198.18.3.2 peer 198.18.3.12 dev node-2
                        netns exec backstop-0a1b2c3d-router ip link set node-2 up""");
    }

    @Test
    void aCutIsOneRuleForOneDirection() {
        assertThat(LINES.cut(1, 3))
                .isEqualTo(
                        "netns exec backstop-0a1b2c3d-router ip rule add pref 100 from 198.18.3.11 to 198.18.3.13 blackhole");
        assertThat(LINES.pass(1, 3))
                .isEqualTo(
                        "netns exec backstop-0a1b2c3d-router ip rule del pref 100 from 198.18.3.11 to 198.18.3.13 blackhole");
    }

    @Test
    void onlyWhatIsThereIsTakenAway() {
        assertThat(NamespaceLines.remove(NAMES, true, List.of("backstop-0a1b2c3d-router", "backstop-0a1b2c3d-node-1")))
                .containsExactly(
                        "link del bs-0a1b2c3d",
                        "netns del backstop-0a1b2c3d-router",
                        "netns del backstop-0a1b2c3d-node-1");
        assertThat(NamespaceLines.remove(NAMES, false, List.of())).isEmpty();
    }

    @Test
    void twoClustersHaveDifferentNames() {
        assertThat(NamespaceNames.random()).isNotEqualTo(NamespaceNames.random());
        assertThatThrownBy(() -> new NamespaceNames("x; rm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'x; rm' is not eight hexadecimal digits");
    }
}
