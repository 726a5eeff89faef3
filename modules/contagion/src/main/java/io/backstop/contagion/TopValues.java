package io.backstop.contagion;

/**
 * Net asset values if every debt is paid: nu = (I - C)^-1 b, rounded up to a bound that is proved where issuers hold each other in a
 * cycle, exact where they do not.
 */
final class TopValues {
    private final Descent descent;
    private final ObligationNetwork network;
    private final int[] local;

    TopValues(Descent descent) {
        this.descent = descent;
        this.network = descent.network();
        this.local = new int[network.parties];
    }

    /** Gives all holdings their first value. */
    void set() {
        Components components = Components.of(network.holdingFrom, network.holder);
        int[] order = components.topologicalOrder();
        int end;
        for (int start = 0; start < order.length; start = end) {
            end = start + 1;
            while (end < order.length
                    && components.component()[order[end]] == components.component()[order[start]]) {
                end++;
            }
            setComponent(order, start, end);
        }
    }

    private void setComponent(int[] order, int start, int end) {
        long[] resources = end - start > 1 ? cycle(order, start, end) : new long[] {descent.resources(order[start])};
        for (int i = start; i < end; i++) {
            if (network.holdingFrom[order[i]] < network.holdingFrom[order[i] + 1]) {
                descent.raiseNav(order[i], resources[i - start]);
            }
        }
    }

    private long[] cycle(int[] order, int start, int end) {
        ComponentBound bound = new ComponentBound(order, start, end, local);
        for (int i = start; i < end; i++) {
            int issuer = order[i];
            long keeps = Math.addExact(network.obligations[issuer], network.seniorClaims[issuer]);
            bound.set(issuer, descent.resources(issuer), descent.outside(issuer), keeps, ClearingRule.EISENBERG_NOE);
            for (int h = network.holdingFrom[issuer]; h < network.holdingFrom[issuer + 1]; h++) {
                bound.flow(issuer, network.holder[h], network.held[h], network.shares[issuer], 0);
            }
        }
        long[] resources = bound.solve();
        if (resources == null) {
            throw new ArithmeticException("the shares of issuer " + order[start]
                    + " and those it holds in a cycle are worth more than fits: too little of them is held outside");
        }
        return resources;
    }
}
