package io.backstop.node.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code ip -batch} is told. This machine and each node have a link to the router and send everything for the subnet there.
 *
 * @param names of the cluster
 * @param subnet of the cluster
 */
record NamespaceLines(NamespaceNames names, Subnet subnet) {
    private static final String TO_HOST = "host";
    private static final String UPLINK = "uplink";

    /** The router, and this machine's link to it. The route claims the subnet: it fails if another cluster has it. */
    List<String> router() {
        String device = names.device();
        return List.of(
                "netns add " + names.router(),
                "link add " + device + " type veth peer name " + TO_HOST + " netns " + names.router(),
                "addr add " + subnet.host() + " peer " + subnet.router() + " dev " + device,
                "link set " + device + " up",
                "route add " + subnet + " via " + subnet.router(),
                inRouter("ip link set lo up"),
                inRouter("ip addr add " + subnet.router() + " peer " + subnet.host() + " dev " + TO_HOST),
                inRouter("ip link set " + TO_HOST + " up"),
                // What this machine forwards for others does not come in.
                inRouter("ip rule add pref 200 from " + subnet.host() + " iif " + TO_HOST + " lookup main"),
                inRouter("ip rule add pref 201 iif " + TO_HOST + " blackhole"),
                inRouter("sh -c \"echo 1 >/proc/sys/net/ipv4/ip_forward\""));
    }

    /** A node's namespace and its link to the router. */
    List<String> node(String node, int number) {
        String name = names.node(node);
        String inNode = "netns exec " + name + " ip ";
        String address = subnet.node(number);
        return List.of(
                "netns add " + name,
                "link add " + UPLINK + " netns " + name + " type veth peer name " + node + " netns " + names.router(),
                inNode + "link set lo up",
                inNode + "addr add " + address + " peer " + subnet.router() + " dev " + UPLINK,
                inNode + "link set " + UPLINK + " up",
                inNode + "route add default via " + subnet.router(),
                inRouter("ip addr add " + subnet.router() + " peer " + address + " dev " + node),
                inRouter("ip link set " + node + " up"));
    }

    /** Loses every packet from one node to another, without a word to either. */
    String cut(int from, int to) {
        return inRouter("ip rule add " + pair(from, to));
    }

    /** Lets them through again. */
    String pass(int from, int to) {
        return inRouter("ip rule del " + pair(from, to));
    }

    private String pair(int from, int to) {
        return "pref 100 from " + subnet.node(from) + " to " + subnet.node(to) + " blackhole";
    }

    private String inRouter(String command) {
        return "netns exec " + names.router() + " " + command;
    }

    /**
     * Takes away what is there. The device first: it goes at once, and with it the route; what is in a namespace goes some time after its
     * name.
     */
    static List<String> remove(NamespaceNames names, boolean hasDevice, List<String> namespaces) {
        List<String> lines = new ArrayList<>();
        if (hasDevice) {
            lines.add("link del " + names.device());
        }
        namespaces.forEach(namespace -> lines.add("netns del " + namespace));
        return lines;
    }
}
