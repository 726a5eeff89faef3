package io.backstop.contagion;

import io.backstop.model.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small networks of every kind, from a seed: debts of several ranks, rings, guarantees, shares in cycles. */
final class RandomNetworks {
    private final Random random;

    RandomNetworks(long seed) {
        random = new Random(seed);
    }

    /** A network with what a clearing needs. */
    record Sample(ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        ClearingResult clear() {
            return Clearing.clear(network, outside, state, rule);
        }

        Sample with(ClearingRule otherRule) {
            return new Sample(network, outside, state, otherRule);
        }

        Sample withOutside(int party, long more) {
            long[] richer = outside.clone();
            richer[party] += more;
            return new Sample(network, richer, state, rule);
        }
    }

    Sample debtsOnly() {
        int parties = 2 + random.nextInt(7);
        return sample(ObligationNetwork.of(parties, debts(parties, 1)), PartyState.SOLVENT);
    }

    Sample everything() {
        return sample(true);
    }

    Sample unguaranteed() {
        return sample(false);
    }

    private Sample sample(boolean hasGuarantees) {
        int parties = 2 + random.nextInt(7);
        List<Debt> debts = debts(parties, 3);
        List<ShareIssue> issues = new ArrayList<>();
        List<Holding> holdings = new ArrayList<>();
        for (int issuer = 0; issuer < parties; issuer++) {
            if (random.nextBoolean()) {
                long shares = 1 + random.nextLong(3_000_000);
                issues.add(new ShareIssue(issuer, shares, random.nextInt(3) * 50L));
                addHoldings(holdings, parties, issuer, shares);
            }
        }
        List<Guarantee> guarantees = hasGuarantees ? guarantees(parties, debts) : List.of();
        ObligationNetwork network = ObligationNetwork.of(parties, debts, issues, holdings, guarantees);
        if (random.nextBoolean()) {
            long[] external = random.longs(parties, 0, 300).toArray();
            network = network.withExternalDebt(
                    external, random.nextBoolean() ? ExternalRank.SENIOR : ExternalRank.PARI_PASSU);
        }
        return sample(network, PartyState.values());
    }

    private Sample sample(ObligationNetwork network, PartyState... states) {
        int parties = network.parties();
        long[] outside = random.longs(parties, -200, 500).toArray();
        PartyState[] state = new PartyState[parties];
        Arrays.setAll(state, i -> random.nextInt(5) > 0 ? PartyState.SOLVENT : states[random.nextInt(states.length)]);
        ClearingRule rule = random.nextBoolean()
                ? ClearingRule.EISENBERG_NOE
                : new ClearingRule(Ratio.of(random.nextInt(4), 3), Ratio.of(random.nextInt(8), 7));
        return new Sample(network, outside, state, rule);
    }

    private List<Debt> debts(int parties, int ranks) {
        List<Debt> debts = new ArrayList<>();
        boolean isRing = random.nextBoolean();
        for (int i = 0; isRing && i < parties; i++) {
            debts.add(new Debt(i, (i + 1) % parties, 500 + random.nextLong(500), random.nextInt(ranks)));
        }
        int more = random.nextInt(3 * parties);
        for (int i = 0; i < more; i++) {
            int debtor = random.nextInt(parties);
            int creditor = random.nextInt(parties);
            debts.add(new Debt(
                    debtor,
                    creditor == debtor ? ObligationNetwork.OUTSIDE : creditor,
                    random.nextLong(400),
                    random.nextInt(ranks)));
        }
        return debts;
    }

    private void addHoldings(List<Holding> holdings, int parties, int issuer, long shares) {
        long left = shares - 1 - shares / 10;
        for (int holder = 0; holder < parties && left > 0; holder++) {
            if (holder != issuer && random.nextInt(3) == 0) {
                long part = 1 + random.nextLong(left);
                holdings.add(new Holding(holder, issuer, part));
                left -= part;
            }
        }
    }

    private List<Guarantee> guarantees(int parties, List<Debt> debts) {
        List<Guarantee> guarantees = new ArrayList<>();
        for (int debt = 0; debt < debts.size(); debt++) {
            int guarantor = random.nextInt(parties);
            boolean isStranger = guarantor != debts.get(debt).debtor()
                    && guarantor != debts.get(debt).creditor();
            if (isStranger && random.nextInt(3) == 0) {
                guarantees.add(new Guarantee(guarantor, debt, random.nextLong(600), random.nextInt(3)));
            }
        }
        return guarantees;
    }
}
