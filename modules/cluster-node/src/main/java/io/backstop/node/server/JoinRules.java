package io.backstop.node.server;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.ClusterStore.NodeCard;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may join whom. Nodes of a cluster have the same rules and the same number of shards; a newcomer may know more codecs than
 * the others, never fewer or other ones, so that it can read all that they write. Another build is welcome.
 */
final class JoinRules {
    /** A node that has not been seen for so long is taken for gone. */
    static final int FRESH_SECONDS = 10;

    private JoinRules() {}

    /**
     * Compares a newcomer with the nodes that are there.
     *
     * @throws CommandFailure in one line if it may not join
     */
    static void check(NodeCard newcomer, List<NodeCard> others) {
        for (NodeCard other : others) {
            if (!newcomer.rulesVersion().equals(other.rulesVersion())) {
                throw refused(
                        newcomer,
                        other,
                        "rules version " + other.rulesVersion() + ", this node " + newcomer.rulesVersion());
            }
            if (newcomer.shards() != other.shards()) {
                throw refused(newcomer, other, other.shards() + " shards, this node " + newcomer.shards());
            }
            Set<String> missing = new TreeSet<>(other.codecTable());
            newcomer.codecTable().forEach(missing::remove);
            if (!missing.isEmpty()) {
                throw refused(
                        newcomer,
                        other,
                        "codecs that this node does not have, such as "
                                + missing.iterator().next());
            }
        }
    }

    private static CommandFailure refused(NodeCard newcomer, NodeCard other, String difference) {
        return CommandFailure.badInput(newcomer.name() + " may not join: " + other.name() + " (" + other.address()
                + ", build " + other.version() + ") has " + difference
                + "; start it with the build of the cluster, or stop the cluster first");
    }
}
