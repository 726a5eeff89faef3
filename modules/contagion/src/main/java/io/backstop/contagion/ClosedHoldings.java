package io.backstop.contagion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Issuers that hold all shares of each other, so that their net asset values have no anchor (two tokens that own each other have a
 * continuum of values). Each closed set of issuers must have a holder outside of it: a party that issues nothing, or nobody named.
 */
final class ClosedHoldings {
    private ClosedHoldings() {}

    /** A cycle of holdings inside a closed set of issuers, each held by the next; empty if there is none. */
    static List<Integer> find(ObligationNetwork network) {
        if (network.holder.length == 0) {
            return List.of();
        }
        Components components = Components.of(network.holdingFrom, network.holder);
        boolean[] hasOutsideHolder = new boolean[components.count()];
        for (int issuer = 0; issuer < network.parties; issuer++) {
            if (network.shares[issuer] == 0 || isHeldOutside(network, components, issuer)) {
                hasOutsideHolder[components.component()[issuer]] = true;
            }
        }
        for (int issuer = 0; issuer < network.parties; issuer++) {
            if (!hasOutsideHolder[components.component()[issuer]]) {
                return cycle(network, issuer);
            }
        }
        return List.of();
    }

    private static boolean isHeldOutside(ObligationNetwork network, Components components, int issuer) {
        int own = components.component()[issuer];
        long inside = 0;
        for (int h = network.holdingFrom[issuer]; h < network.holdingFrom[issuer + 1]; h++) {
            if (components.component()[network.holder[h]] == own) {
                inside += network.held[h];
            }
        }
        return inside < network.shares[issuer];
    }

    /** All holders of a closed set are members, so that any walk stays inside and comes back. */
    private static List<Integer> cycle(ObligationNetwork network, int start) {
        int[] step = new int[network.parties];
        Arrays.fill(step, -1);
        List<Integer> walk = new ArrayList<>();
        int issuer = start;
        while (step[issuer] < 0) {
            step[issuer] = walk.size();
            walk.add(issuer);
            issuer = network.holder[network.holdingFrom[issuer]];
        }
        return walk.subList(step[issuer], walk.size());
    }
}
