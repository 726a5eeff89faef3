package io.backstop.contagion;

import java.util.Arrays;

/**
 * Strongly connected components of a directed graph (Tarjan 1972, without recursion).
 *
 * @param component number of each node's component; an edge never leads to a higher number
 * @param count of components
 */
record Components(int[] component, int count) {
    /**
     * Finds them.
     *
     * @param from where each node's edges start, and the end
     * @param to heads of the edges
     */
    static Components of(int[] from, int[] to) {
        return new Search(from, to).run();
    }

    /** The nodes grouped by component, in the order in which edges lead: tails before heads. */
    int[] topologicalOrder() {
        int[] key = new int[component.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = count - 1 - component[i];
        }
        return Csr.order(key, count);
    }

    private static final class Search {
        private static final int UNSEEN = -1;

        private final int[] from;
        private final int[] to;
        private final int[] index;
        private final int[] low;
        private final int[] next;
        private final int[] component;
        private final int[] open;
        private final int[] path;
        private int opened;
        private int seen;
        private int count;

        Search(int[] from, int[] to) {
            int nodes = from.length - 1;
            this.from = from;
            this.to = to;
            index = new int[nodes];
            low = new int[nodes];
            next = Arrays.copyOf(from, nodes);
            component = new int[nodes];
            open = new int[nodes];
            path = new int[nodes];
            Arrays.fill(index, UNSEEN);
            Arrays.fill(component, UNSEEN);
        }

        Components run() {
            for (int node = 0; node < index.length; node++) {
                if (index[node] == UNSEEN) {
                    visit(node);
                }
            }
            return new Components(component, count);
        }

        private void visit(int root) {
            int depth = 0;
            path[0] = root;
            enter(root);
            while (depth >= 0) {
                int node = path[depth];
                if (next[node] < from[node + 1]) {
                    int head = to[next[node]++];
                    if (index[head] == UNSEEN) {
                        path[++depth] = head;
                        enter(head);
                    } else if (component[head] == UNSEEN) {
                        low[node] = Math.min(low[node], index[head]);
                    }
                } else {
                    leave(node);
                    depth--;
                    if (depth >= 0) {
                        low[path[depth]] = Math.min(low[path[depth]], low[node]);
                    }
                }
            }
        }

        private void enter(int node) {
            index[node] = seen;
            low[node] = seen++;
            open[opened++] = node;
        }

        private void leave(int node) {
            if (low[node] != index[node]) {
                return;
            }
            int member;
            do {
                member = open[--opened];
                component[member] = count;
            } while (member != node);
            count++;
        }
    }
}
