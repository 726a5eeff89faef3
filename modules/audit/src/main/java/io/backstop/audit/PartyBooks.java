package io.backstop.audit;

import io.backstop.party.DebtNetwork;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.DebtSpec.ClearingSpec;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.Claim;
import io.backstop.simulation.DebtFact.DebtClosed;
import io.backstop.simulation.DebtFact.Default;
import io.backstop.simulation.DebtFact.EstatePayment;
import io.backstop.simulation.DebtFact.Flow;
import io.backstop.simulation.DebtFact.PartiesSettled;
import io.backstop.simulation.DebtFact.PartyFigures;
import io.backstop.simulation.DebtFact.TokenRedemption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cash, debts and defaults of parties as the facts tell them, and I10 for what clearing says of them. */
final class PartyBooks {
    private final DebtNetwork network;
    private final List<TokenSpec> tokens;
    private final ClearingSpec rule;
    /** Changes of cash since the opening. */
    private final Map<Integer, Long> gained;
    /** What is left of debts of which something was paid. */
    private final Map<Integer, Long> left;
    /** Ids of the defaults. */
    private final Map<Integer, String> defaults;

    private final Map<Integer, Long> costOwed;
    /** Units that parties gave back to issuers since the opening. */
    private final TreeMap<Integer, long[]> given = new TreeMap<>();
    /** Units that issuers burned of each asset. */
    final long[] burned;

    private PartyBooks(
            DebtNetwork network,
            List<TokenSpec> tokens,
            ClearingSpec rule,
            Map<Integer, Long> gained,
            Map<Integer, Long> left,
            Map<Integer, String> defaults,
            Map<Integer, Long> costOwed,
            long[] burned) {
        this.network = network;
        this.tokens = tokens;
        this.rule = rule;
        this.gained = gained;
        this.left = left;
        this.defaults = defaults;
        this.costOwed = costOwed;
        this.burned = burned;
    }

    static PartyBooks opening(DebtNetwork network, DebtSpec spec) {
        return new PartyBooks(
                network,
                spec.tokens(),
                spec.clearing(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new long[network.assets()]);
    }

    PartyBooks copy() {
        PartyBooks copy = new PartyBooks(
                network,
                tokens,
                rule,
                new TreeMap<>(gained),
                new TreeMap<>(left),
                new TreeMap<>(defaults),
                new TreeMap<>(costOwed),
                burned.clone());
        given.forEach((party, units) -> copy.given.put(party, units.clone()));
        return copy;
    }

    long cash(int party) {
        return Math.addExact(network.opening(party).cash(), gained.getOrDefault(party, 0L));
    }

    private long units(int party, int asset) {
        long held = network.opening(party).units()[asset];
        long[] gone = given.get(party);
        return gone == null ? held : Math.subtractExact(held, gone[asset]);
    }

    /** Units outstanding of a token. */
    private long issued(int asset) {
        for (TokenSpec token : tokens) {
            if (token.asset() == asset) {
                return Math.subtractExact(token.supply(), burned[asset]);
            }
        }
        throw new IllegalArgumentException("asset " + asset + " is no token");
    }

    /** What is left of a debt. */
    long outstanding(int debt) {
        return left.getOrDefault(debt, network.debt(debt).amount());
    }

    /** Micro-dollars that all parties together gained since the opening. */
    long gained() {
        long sum = 0;
        for (long amount : gained.values()) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    private void receive(int party, long amount) {
        gained.merge(party, amount, Math::addExact);
    }

    private String name(int party) {
        return network.name(party);
    }

    // moving on

    void post(PartiesSettled settled, OutsideFlows outside, long[] partyUnits) {
        Place place = new Place(settled.tick(), "parties, pass " + settled.pass());
        for (Flow flow : settled.flows()) {
            long most = Math.max(flow.declared(), -cash(flow.party()));
            place.same(Invariant.I1, "declared flow of " + name(flow.party()), most, flow.amount());
            receive(flow.party(), flow.amount());
            outside.dollars = Math.addExact(outside.dollars, flow.amount());
        }
        for (Default d : settled.defaults()) {
            inDefault(place, d);
        }
        TreeMap<Integer, Long> paid = new TreeMap<>();
        TreeMap<Integer, Long> owed = new TreeMap<>();
        for (Claim claim : settled.claims()) {
            claim(place, claim);
            paid.merge(claim.debtor(), claim.paid(), Math::addExact);
            owed.merge(claim.debtor(), claim.owed(), Math::addExact);
        }
        for (Default d : settled.defaults()) {
            place.within(Invariant.I10, d.id() + ", paid to claims", 0, d.paid(), paid.getOrDefault(d.party(), 0L));
            place.within(Invariant.I10, d.id() + ", owed to claims", 0, d.owed(), owed.getOrDefault(d.party(), 0L));
            place.same(Invariant.I8, d.id() + ", owed to claims", owed(d.party()), owed.getOrDefault(d.party(), 0L));
        }
        estates(place, settled, outside);
        redemptions(place, settled, outside, partyUnits);
    }

    /** Issuers pay from the cash that they had, holders give what they have, and all units of a token bring the same. */
    private void redemptions(Place place, PartiesSettled settled, OutsideFlows outside, long[] partyUnits) {
        TreeMap<Integer, Long> spent = new TreeMap<>();
        TreeMap<Integer, Long> prices = new TreeMap<>();
        for (TokenRedemption r : settled.redemptions()) {
            int issuer = network.issuerOf(r.asset());
            String what = "redemption at " + name(issuer) + ", ";
            place.within(Invariant.I10, what + "units", 1, issued(r.asset()), r.units());
            prices.putIfAbsent(r.asset(), r.amount() / r.units());
            long worth = Math.multiplyExact(r.units(), prices.getOrDefault(r.asset(), 0L));
            place.same(Invariant.I10, what + "amount", worth, r.amount());
            spent.merge(issuer, r.amount(), Math::addExact);
            place.within(Invariant.I10, what + "cash paid out", 1, cash(issuer), spent.getOrDefault(issuer, 0L));
            if (defaults.containsKey(issuer)) {
                throw place.broken(Invariant.I10, what + "after its default", r.amount());
            }
        }
        for (TokenRedemption r : settled.redemptions()) {
            receive(network.issuerOf(r.asset()), -r.amount());
            burned[r.asset()] = Math.addExact(burned[r.asset()], r.units());
            if (r.holder() == DebtFact.OUTSIDE) {
                outside.dollars = Math.subtractExact(outside.dollars, r.amount());
                outside.ofPublic[r.asset()] -= r.units();
            } else {
                receive(r.holder(), r.amount());
                given.computeIfAbsent(r.holder(), party -> new long[burned.length])[r.asset()] += r.units();
                partyUnits[r.asset()] -= r.units();
                outside.units[r.asset()] -= r.units();
                place.within(
                        Invariant.I7, "units of " + name(r.holder()), 0, Long.MAX_VALUE, units(r.holder(), r.asset()));
            }
        }
    }

    private long owed(int party) {
        long owed = 0;
        for (int debt : network.debtsOf(party)) {
            owed = Math.addExact(owed, outstanding(debt));
        }
        return owed;
    }

    /** Payments are within debts and what is left after the cost; cost is posted once. */
    private void inDefault(Place place, Default d) {
        if (defaults.put(d.party(), d.id()) != null) {
            throw place.broken(Invariant.I10, "a second default of " + name(d.party()), d.cost());
        }
        place.within(Invariant.I10, d.id() + ", cost", leastCost(d.resources()), mostCost(d.resources()), d.cost());
        place.within(Invariant.I10, d.id() + ", paid of what is owed", 0, d.owed(), d.paid());
        long after = Math.max(0, Math.subtractExact(d.resources(), d.cost()));
        place.within(Invariant.I10, d.id() + ", paid of what is left after cost", 0, after, d.paid());
        place.within(Invariant.I10, d.id() + ", owed beyond resources", 1, Long.MAX_VALUE, d.owed() - d.resources());
        costOwed.put(d.party(), d.cost());
    }

    /** Assets and claims lose parts of their own; what is between is not in the fact. */
    private long mostCost(long resources) {
        long byAssets = Exact.ceiling(
                resources,
                rule.alpha().denominator() - rule.alpha().numerator(),
                rule.alpha().denominator());
        long byClaims = Exact.ceiling(
                resources,
                rule.beta().denominator() - rule.beta().numerator(),
                rule.beta().denominator());
        return Math.max(0, Math.max(byAssets, byClaims)) + (byAssets == 0 && byClaims == 0 ? 0 : 2);
    }

    private long leastCost(long resources) {
        long byAssets = Exact.floor(
                resources,
                rule.alpha().denominator() - rule.alpha().numerator(),
                rule.alpha().denominator());
        long byClaims = Exact.floor(
                resources,
                rule.beta().denominator() - rule.beta().numerator(),
                rule.beta().denominator());
        return Math.max(0, Math.min(byAssets, byClaims) - 2);
    }

    private void claim(Place place, Claim claim) {
        String what = "claim on debt " + claim.debt();
        place.same(Invariant.I10, what + ", debtor", network.debt(claim.debt()).debtor(), claim.debtor());
        place.same(
                Invariant.I10, what + ", creditor", network.debt(claim.debt()).creditor(), claim.creditor());
        place.same(Invariant.I10, what + ", owed", outstanding(claim.debt()), claim.owed());
        place.within(Invariant.I10, what + ", paid", 0, claim.owed(), claim.paid());
        if (!claim.deficit().equals(defaults.get(claim.debtor()))) {
            throw place.broken(Invariant.I8, what + ", no such default: " + claim.deficit(), claim.owed());
        }
    }

    /** Estates pay from the cash that they had, no debt beyond what is left of it, and no cost that was not posted. */
    private void estates(Place place, PartiesSettled settled, OutsideFlows outside) {
        TreeMap<Integer, Long> spent = new TreeMap<>();
        for (EstatePayment payment : settled.payments()) {
            int debtor = payment.debtor();
            if (!payment.deficit().equals(defaults.get(debtor))) {
                throw place.broken(Invariant.I8, "a payment of " + name(debtor) + " without default", payment.amount());
            }
            spent.merge(debtor, payment.amount(), Math::addExact);
            place.within(
                    Invariant.I10,
                    "cash that " + name(debtor) + " pays out",
                    1,
                    cash(debtor),
                    spent.getOrDefault(debtor, 0L));
            if (payment.debt() < 0) {
                long cost = costOwed.getOrDefault(debtor, 0L);
                place.within(Invariant.I10, "cost that " + name(debtor) + " pays", 1, cost, payment.amount());
                costOwed.put(debtor, cost - payment.amount());
            } else {
                long owed = outstanding(payment.debt());
                place.within(Invariant.I10, "paid of debt " + payment.debt(), 1, owed, payment.amount());
                place.same(
                        Invariant.I10,
                        "debtor of a payment",
                        network.debt(payment.debt()).debtor(),
                        debtor);
                place.same(
                        Invariant.I10,
                        "creditor of a payment",
                        network.debt(payment.debt()).creditor(),
                        payment.creditor());
                left.put(payment.debt(), owed - payment.amount());
            }
        }
        for (EstatePayment payment : settled.payments()) {
            receive(payment.debtor(), -payment.amount());
            if (payment.creditor() == DebtFact.OUTSIDE) {
                outside.dollars = Math.subtractExact(outside.dollars, payment.amount());
            } else {
                receive(payment.creditor(), payment.amount());
            }
        }
    }

    // a close

    /** What clearing says at a close, where it is written down. */
    void check(Place place, DebtClosed closed) {
        place.within(Invariant.I10, "parties in default", defaults.size(), network.parties(), closed.inDefault());
        Map<Integer, Long> claims = new TreeMap<>();
        for (Claim claim : closed.claims()) {
            claim(place, claim);
            claims.put(claim.debt(), claim.paid());
        }
        for (PartyFigures figures : closed.parties()) {
            paid(place, figures);
            worth(place, closed, claims, figures);
            netAssetValue(place, closed, figures);
        }
        for (PartyFigures figures : closed.parties()) {
            long paid = 0;
            for (int debt : network.debtsOf(figures.party())) {
                paid = Math.addExact(paid, claims.getOrDefault(debt, 0L));
            }
            place.within(Invariant.I10, "claims paid by " + name(figures.party()), 0, figures.paid(), paid);
        }
        for (int asset = 0; asset < network.assets(); asset++) {
            long least = network.issuerOf(asset) < 0 ? -1 : 0;
            long most = network.issuerOf(asset) < 0 ? -1 : Long.MAX_VALUE;
            place.within(Invariant.I10, "net asset value of asset " + asset, least, most, closed.nav()[asset]);
        }
    }

    private void paid(Place place, PartyFigures p) {
        String what = name(p.party()) + ", ";
        long guaranteed = 0;
        for (var guarantee : network.guarantees()) {
            guaranteed = Math.addExact(guaranteed, guarantee.guarantor() == p.party() ? guarantee.limit() : 0);
        }
        long owed = owed(p.party());
        place.within(Invariant.I10, what + "owed", owed, Math.addExact(owed, guaranteed), p.owed());
        place.within(Invariant.I10, what + "paid of what is owed", p.inDefault() ? 0 : p.owed(), p.owed(), p.paid());
        long dust = p.inDefault() ? 0 : inDegree(p.party());
        long most = Math.addExact(Math.max(0, p.assets()), dust);
        place.within(Invariant.I10, what + "paid of assets", 0, most, p.paid());
        if (defaults.containsKey(p.party()) && !p.inDefault()) {
            throw place.broken(Invariant.I10, what + "in default and now not", p.owed());
        }
    }

    /** What assets exceed debts by, shared out over the units and rounded down; default may cost some of it. */
    private void netAssetValue(Place place, DebtClosed closed, PartyFigures p) {
        for (int asset = 0; asset < network.assets(); asset++) {
            if (network.issuerOf(asset) == p.party()) {
                long equity = Math.max(0, Math.subtractExact(p.assets(), p.owed()));
                long most = issued(asset) == 0 ? 0 : equity / issued(asset);
                String what = "net asset value of " + name(p.party());
                place.within(Invariant.I10, what, p.inDefault() ? 0 : most, most, closed.nav()[asset]);
            }
        }
    }

    private int inDegree(int party) {
        int count = network.claimsOf(party).length + network.assets();
        for (var guarantee : network.guarantees()) {
            count += network.debt(guarantee.debt()).creditor() == party ? 1 : 0;
        }
        return count;
    }

    /** Assets of a party without accounts, from what its claims are said to be worth; bounds where a part is not written down. */
    private void worth(Place place, DebtClosed closed, Map<Integer, Long> claims, PartyFigures p) {
        int party = p.party();
        if (!network.accounts(party).isEmpty()) {
            return;
        }
        long low = Math.subtractExact(cash(party), costOwed.getOrDefault(party, 0L));
        long high = low;
        for (int asset = 0; asset < network.assets(); asset++) {
            long units = units(party, asset);
            boolean isToken = network.issuerOf(asset) >= 0;
            boolean isOwn = network.issuerOf(asset) == party;
            long price = isToken ? closed.nav()[asset] : closed.assetMark()[asset];
            long least = isOwn ? 0 : Math.multiplyExact(units, price);
            low = Math.addExact(low, least);
            high = Math.addExact(high, Math.addExact(least, isToken && !isOwn ? units : 0));
        }
        for (int debt : network.claimsOf(party)) {
            boolean isKnown = claims.containsKey(debt);
            boolean isPaid = !closed.parties().get(network.debt(debt).debtor()).inDefault();
            long most = outstanding(debt);
            low = Math.addExact(low, isKnown ? claims.getOrDefault(debt, 0L) : isPaid ? most : 0);
            high = Math.addExact(high, isKnown ? claims.getOrDefault(debt, 0L) : most);
        }
        for (var guarantee : network.guarantees()) {
            high = network.debt(guarantee.debt()).creditor() == party ? Math.addExact(high, guarantee.limit()) : high;
        }
        place.within(Invariant.I10, name(party) + ", assets", low, high, p.assets());
    }
}
