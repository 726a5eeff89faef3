package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.server.FailoverProfile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that somebody wants on this machine.
 *
 * @param nodes how many, 1 to 32
 * @param database null for a PostgreSQL of our own
 * @param network by which nodes reach each other
 * @param heap of each node, as the JVM's {@code -Xmx} takes it
 * @param threads of each node's dispatcher
 * @param drill whether nodes let themselves be disturbed
 */
public record ClusterPlan(
        ClusterFolder folder,
        int nodes,
        @Nullable JdbcAddress database,
        FailoverProfile profile,
        NetworkKind network,
        String heap,
        int threads,
        boolean drill) {
    /** Enough for the accounts of every scenario of this project on three nodes. */
    public static final String USUAL_HEAP = "512m";

    /** Two processors shared by all nodes leave no use for more. */
    public static final int USUAL_THREADS = 2;

    /** The fewest nodes of which the larger half survives the loss of one. */
    public static final int USUAL_NODES = 3;

    private static final int MOST_NODES = 32;
    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kmgKMG]");

    /** Checks the ranges. */
    public ClusterPlan {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw CommandFailure.badInput("--nodes must be 1 to " + MOST_NODES + ", is " + nodes);
        }
        if (!HEAP.matcher(heap).matches()) {
            throw CommandFailure.badInput("--node-heap must be a size such as " + USUAL_HEAP + ", is " + heap);
        }
        if (network == NetworkKind.NAMESPACES
                && database != null
                && DatabaseHost.of(database.url()).isEmpty()) {
            throw CommandFailure.badInput("--network namespaces reaches the database by a proxy, which "
                    + database.url() + " does not allow: it must name one host, and not sslmode=verify-full");
        }
    }
}
