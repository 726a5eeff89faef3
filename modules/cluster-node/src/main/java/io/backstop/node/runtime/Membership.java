package io.backstop.node.runtime;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** Who belongs to the cluster, and whether others do, as last looked up: the latter is read for every message. */
final class Membership {
    private final Cluster cluster;
    private final Set<Address> arrived = new HashSet<>();
    private volatile boolean alone;

    Membership(Cluster cluster) {
        this.cluster = cluster;
    }

    boolean alone() {
        return alone;
    }

    /** A message sent before the node knew of another may be too large to cross; it is asked again. */
    void refresh() {
        alone = isAlone(cluster);
    }

    /** A node is up. */
    void arrived(Member member) {
        arrived.add(member.address());
    }

    /** How many nodes were ever up while this one was. */
    int arrivals() {
        return arrived.size();
    }

    static boolean isAlone(Cluster cluster) {
        for (Member member : cluster.state().getMembers()) {
            if (!member.address().equals(cluster.selfMember().address())) {
                return false;
            }
        }
        return true;
    }

    static int up(Cluster cluster) {
        int up = 0;
        for (Member member : cluster.state().getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }
}
