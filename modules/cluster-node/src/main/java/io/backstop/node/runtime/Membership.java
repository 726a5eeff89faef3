package io.backstop.node.runtime;

import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** Whether other nodes belong to the cluster, as last looked up: read for every message. */
final class Membership {
    private final Cluster cluster;
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
