package io.backstop.contagion;

import java.util.Arrays;

/**
 * Takes a slow descent further down at once: parties whose money still moves, one strongly connected component after the other in the
 * order of the flows, each started from a proved upper bound ({@link ComponentBound}). Nothing falls below the greatest fixed point.
 */
final class CycleSolver {
    private final Descent descent;
    private final ObligationNetwork network;
    private final boolean[] mayMove;
    private final int[] local;

    private int[] to = new int[16];
    private long[] part = new long[16];
    private long[] whole = new long[16];
    private int[] column = new int[16];
    private final int[] from;
    private final long[] keeps;
    private int edges;

    /**
     * A solver.
     *
     * @param mayMove parties whose payments may change; those of all others are taken as they are
     */
    CycleSolver(Descent descent, boolean[] mayMove) {
        this.descent = descent;
        this.network = descent.network();
        this.mayMove = mayMove;
        local = new int[network.parties];
        from = new int[network.parties + 1];
        keeps = new long[network.parties];
    }

    /** Lowers what it can and says how many components it solved. */
    int lower() {
        edges = 0;
        for (int party = 0; party < network.parties; party++) {
            from[party] = edges;
            if (mayMove[party]) {
                addFlows(party);
            }
        }
        from[network.parties] = edges;
        Components components = Components.of(from, Arrays.copyOf(to, edges));
        int[] order = components.topologicalOrder();
        int solved = 0;
        int end;
        for (int start = 0; start < order.length; start = end) {
            end = start + 1;
            while (end < order.length
                    && components.component()[order[end]] == components.component()[order[start]]) {
                end++;
            }
            if (end - start > 1) {
                solved += lower(order, start, end);
            } else if (mayMove[order[start]]) {
                descent.settle(order[start], descent.resources(order[start]));
            }
        }
        return solved;
    }

    private int lower(int[] order, int start, int end) {
        ComponentBound bound = new ComponentBound(order, start, end, local);
        for (int i = start; i < end; i++) {
            int party = order[i];
            ClearingRule rule = descent.isInDefault(party) ? descent.ruleOf(party) : ClearingRule.EISENBERG_NOE;
            bound.set(party, descent.resources(party), descent.outside(party), keeps[party], rule);
            for (int e = from[party]; e < from[party + 1]; e++) {
                long now =
                        descent.isInDefault(party) ? descent.paid(column[e]) : descent.holdingValue(column[e], party);
                bound.flow(party, to[e], part[e], whole[e], now);
            }
        }
        long[] resources = bound.solve();
        for (int i = start; i < end; i++) {
            long now = descent.resources(order[i]);
            descent.settle(order[i], resources == null ? now : Math.min(now, resources[i - start]));
        }
        return resources == null ? 0 : 1;
    }

    private void addFlows(int party) {
        if (descent.isInDefault(party)) {
            addPayments(party);
        } else if (descent.nav(party) > 0) {
            keeps[party] = Math.addExact(descent.bar(party), network.seniorClaims[party]);
            for (int h = network.holdingFrom[party]; h < network.holdingFrom[party + 1]; h++) {
                add(network.holder[h], network.held[h], network.shares[party], h);
            }
        }
    }

    /** The payments of the rank in which the party's money ends: those before it are full, those behind it nothing. */
    private void addPayments(int party) {
        long value = descent.ruleOf(party)
                .afterCost(descent.outside(party), descent.resources(party) - descent.outside(party));
        if (value <= 0 || value >= descent.bar(party)) {
            return;
        }
        Waterfall.Claims debts = new Waterfall.Claims(
                network.amount, network.seniority, network.debtFrom[party], network.debtFrom[party + 1]);
        long before = 0;
        int start = debts.from();
        while (start < debts.to()) {
            int end = debts.endOf(debts.rankAt(start), start);
            long callsBefore = calls(party, Integer.MIN_VALUE, debts.rankAt(start));
            long callsBeside = calls(party, debts.rankAt(start), debts.rankAt(start) + 1);
            long total = debts.sum(start, end) + callsBeside;
            if (value > before + callsBefore && value <= before + callsBefore + total) {
                keeps[party] = before + callsBefore;
                addPayments(start, end, total);
            }
            before += debts.sum(start, end);
            start = end;
        }
    }

    private void addPayments(int start, int end, long total) {
        for (int k = start; k < end; k++) {
            if (network.creditor[k] != ObligationNetwork.OUTSIDE && network.amount[k] > 0 && !network.isGuaranteed(k)) {
                add(network.creditor[k], network.amount[k], total, k);
            }
        }
    }

    /** What is called of the party's guarantees of ranks from {@code low} to below {@code high}. */
    private long calls(int party, int low, int high) {
        long sum = 0;
        for (int q = network.guaranteeFrom[party]; q < network.guaranteeFrom[party + 1]; q++) {
            if (network.guaranteeSeniority[q] >= low && network.guaranteeSeniority[q] < high) {
                sum += descent.call(q);
            }
        }
        return sum;
    }

    private void add(int head, long ofPart, long ofWhole, int itsColumn) {
        if (!mayMove[head]) {
            return;
        }
        if (edges == to.length) {
            to = Arrays.copyOf(to, 2 * edges);
            part = Arrays.copyOf(part, 2 * edges);
            whole = Arrays.copyOf(whole, 2 * edges);
            column = Arrays.copyOf(column, 2 * edges);
        }
        to[edges] = head;
        part[edges] = ofPart;
        whole[edges] = ofWhole;
        column[edges++] = itsColumn;
    }
}
