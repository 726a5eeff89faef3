package io.backstop.simulation;

import io.backstop.contagion.Clearing;
import io.backstop.contagion.ClearingResult;
import io.backstop.contagion.Guarantee;
import io.backstop.contagion.Holding;
import io.backstop.contagion.ObligationNetwork;
import io.backstop.contagion.PartyClearing;
import io.backstop.contagion.PartyState;
import io.backstop.lending.pool.Redemption;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import io.backstop.party.DebtNetwork;
import io.backstop.party.Party;
import io.backstop.party.RegisterAnswer;
import io.backstop.party.RegisterQuery;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.scenario.debt.TokenSpec.RedemptionSpec;
import io.backstop.simulation.DebtFact.Claim;
import io.backstop.simulation.DebtFact.Default;
import io.backstop.simulation.DebtFact.EstatePayment;
import io.backstop.simulation.DebtFact.PartyFigures;
import io.backstop.simulation.DebtFact.TokenRedemption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What clearing says in one pass, from what the registers hold: payments and net asset values to the greatest fixed point of the
 * floored map (economics section 4, phase 4e).
 *
 * <p>Debts do not fall due before a default, so clearing values claims; cash moves only when an estate pays out.
 */
final class DebtClearing {
    private final DebtNetwork network;
    private final Party[] parties;
    private final long[] outstanding;
    private final long[] outside;
    private final ClearingResult result;

    /**
     * Clears.
     *
     * @param changed what the registers hold that is not as it opened
     * @param assetPrices mark of each asset, for what is no token
     * @param accountEquity of each party: sum of the positive equities of its accounts, micro-dollars
     */
    DebtClearing(DebtNetwork network, List<RegisterAnswer.Changed> changed, long[] assetPrices, long[] accountEquity) {
        this.network = network;
        this.parties = new Party[network.parties()];
        for (int party = 0; party < parties.length; party++) {
            parties[party] = network.opening(party);
        }
        this.outstanding = new long[network.debts()];
        for (int place = 0; place < outstanding.length; place++) {
            outstanding[place] = network.debt(place).amount();
        }
        changed.forEach(this::apply);
        this.outside = new long[parties.length];
        PartyState[] states = new PartyState[parties.length];
        for (Party party : parties) {
            int number = party.number();
            outside[number] = outside(party, assetPrices, accountEquity[number]);
            states[number] = party.state();
        }
        this.result = Clearing.clear(network.at(outstanding, parties), outside, states, network.rule());
    }

    private void apply(RegisterAnswer.Changed changed) {
        for (Party party : changed.parties()) {
            parties[party.number()] = party;
        }
        for (int i = 0; i < changed.debts().length; i++) {
            outstanding[changed.debts()[i]] = changed.outstanding()[i];
        }
    }

    /** Assets outside the network at full value; costs that are posted and not yet paid rank before all else. */
    private long outside(Party party, long[] assetPrices, long accountEquity) {
        long value = Math.addExact(Math.subtractExact(party.cash(), party.costOwed()), accountEquity);
        for (int asset = 0; asset < assetPrices.length; asset++) {
            if (network.issuerOf(asset) < 0) {
                value = Math.addExact(value, Math.multiplyExact(party.units()[asset], assetPrices[asset]));
            }
        }
        return value;
    }

    /** A party as it is. */
    Party party(int number) {
        return parties[number];
    }

    /** Net asset value of each asset's unit, rounded down to its grid; -1 for what is no token. */
    long[] navs() {
        long[] navs = new long[network.assets()];
        for (int asset = 0; asset < navs.length; asset++) {
            int issuer = network.issuerOf(asset);
            navs[asset] = issuer < 0 ? -1 : result.nav()[issuer] / ObligationNetwork.NAV_SHARES;
        }
        return navs;
    }

    /** Outside assets of a partition's parties, in the order of their numbers. */
    long[] outsideOf(int partition, int count) {
        return IntStream.iterate(partition, party -> party < parties.length, party -> party + count)
                .mapToLong(party -> outside[party])
                .toArray();
    }

    /** What the registers verify against. */
    RegisterQuery.Claims claims() {
        int[] debts = IntStream.range(0, outstanding.length)
                .filter(place -> result.paid()[place] != network.debt(place).amount())
                .toArray();
        int[] calls = IntStream.range(0, result.called().length)
                .filter(call -> result.called()[call] != 0)
                .toArray();
        int[] issuers = IntStream.range(0, parties.length)
                .filter(party -> result.nav()[party] != 0)
                .toArray();
        int[] inDefault = IntStream.range(0, parties.length)
                .filter(party -> result.inDefault()[party])
                .toArray();
        return new RegisterQuery.Claims(
                debts,
                at(result.paid(), debts),
                calls,
                at(result.called(), calls),
                at(result.callPaid(), calls),
                issuers,
                at(result.nav(), issuers),
                inDefault);
    }

    private static long[] at(long[] values, int[] places) {
        return Arrays.stream(places).mapToLong(place -> values[place]).toArray();
    }

    // defaults

    /** Whether a party is in default that was not before. */
    boolean hasNewDefaults() {
        for (Party party : parties) {
            if (result.inDefault()[party.number()] && party.state() == PartyState.SOLVENT) {
                return true;
            }
        }
        return false;
    }

    /** The step that records new defaults and posts their cost; null if there is none. */
    DebtFact.@Nullable PartiesSettled defaults(long tick, int pass, int[] hopsBefore) {
        int[] hops = hops(hopsBefore);
        List<Default> defaults = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (Party party : parties) {
            int number = party.number();
            if (result.inDefault()[number] && party.state() == PartyState.SOLVENT) {
                String id = deficit(tick, pass, number);
                defaults.add(new Default(
                        id,
                        number,
                        result.resources()[number],
                        owed(number),
                        result.paidOut()[number],
                        result.cost()[number],
                        hops[number]));
                claims.addAll(claimsOn(number, id));
            }
        }
        return defaults.isEmpty() ? null : DebtFact.PartiesSettled.ofDefaults(tick, pass, defaults, claims);
    }

    private String deficit(long tick, int pass, int party) {
        return tick + "." + pass + "/parties/" + network.name(party);
    }

    /** Debts and called guarantees of a party. */
    private long owed(int party) {
        long owed = result.network().obligations(party);
        for (int call = 0; call < result.called().length; call++) {
            if (network.guarantees().get(call).guarantor() == party) {
                owed = Math.addExact(owed, result.called()[call]);
            }
        }
        return owed;
    }

    private List<Claim> claimsOn(int party, String deficit) {
        List<Claim> claims = new ArrayList<>();
        for (int place : network.debtsOf(party)) {
            if (outstanding[place] > 0) {
                claims.add(new Claim(
                        place,
                        party,
                        network.debt(place).creditor(),
                        outstanding[place],
                        result.paid()[place],
                        deficit));
            }
        }
        return claims;
    }

    /**
     * How far each party in default stands from the first cause: 1 if it would be in default though everybody paid in full, else one
     * more than the nearest of its debtors, issuers and guaranteed debtors in default.
     *
     * @param before of parties in default since earlier, 0 for the others
     */
    private int[] hops(int[] before) {
        int[] hops = before.clone();
        ArrayDeque<Integer> reached = new ArrayDeque<>();
        for (int party = 0; party < parties.length; party++) {
            if (hops[party] == 0 && result.inDefault()[party] && isInDefaultByItself(party)) {
                hops[party] = 1;
            }
            if (hops[party] > 0) {
                reached.add(party);
            }
        }
        while (!reached.isEmpty()) {
            int cause = reached.remove();
            for (int party : exposedTo(cause)) {
                if (hops[party] == 0 && result.inDefault()[party]) {
                    hops[party] = hops[cause] + 1;
                    reached.add(party);
                }
            }
        }
        for (int party = 0; party < parties.length; party++) {
            hops[party] = hops[party] == 0 && result.inDefault()[party] ? 1 : hops[party];
        }
        return hops;
    }

    private boolean isInDefaultByItself(int party) {
        long claims = 0;
        for (int place : network.claimsOf(party)) {
            claims = Math.addExact(claims, outstanding[place]);
        }
        for (int asset = 0; asset < network.assets(); asset++) {
            if (network.issuerOf(asset) >= 0 && network.issuerOf(asset) != party) {
                claims = Math.addExact(
                        claims,
                        PartyClearing.holdingValue(
                                parties[party].units()[asset], result.nav()[network.issuerOf(asset)]));
            }
        }
        return Math.addExact(outside[party], claims) < result.network().obligations(party);
    }

    /** Those whose assets shrink when a party pays less: creditors, guarantors, holders of its shares. */
    private List<Integer> exposedTo(int cause) {
        List<Integer> exposed = new ArrayList<>();
        for (int place : network.debtsOf(cause)) {
            if (network.debt(place).creditor() != ObligationNetwork.OUTSIDE && outstanding[place] > 0) {
                exposed.add(network.debt(place).creditor());
            }
        }
        for (Guarantee guarantee : network.guarantees()) {
            if (network.debt(guarantee.debt()).debtor() == cause) {
                exposed.add(guarantee.guarantor());
            }
        }
        for (Holding holding : result.network().holdings(cause)) {
            exposed.add(holding.holder());
        }
        return exposed;
    }

    // estates

    /**
     * Cash that parties in default pay out: first the cost of default, then to each debt in proportion to what clearing says it is
     * due, rounded down; the dust stays with the payer.
     *
     * @param deficits of parties in default, by number
     */
    List<EstatePayment> estatePayments(SortedMap<Integer, String> deficits) {
        List<EstatePayment> payments = new ArrayList<>();
        deficits.forEach((party, deficit) -> {
            long cash = parties[party].cash();
            long cost = Math.min(cash, parties[party].costOwed());
            if (cost > 0) {
                payments.add(new EstatePayment(party, DebtFact.OUTSIDE, -1, cost, deficit));
            }
            payOut(party, cash - cost, deficit, payments);
        });
        return payments;
    }

    private void payOut(int party, long cash, String deficit, List<EstatePayment> payments) {
        long due = 0;
        for (int place : network.debtsOf(party)) {
            due = Math.addExact(due, result.paid()[place]);
        }
        long share = Math.min(cash, due);
        if (share <= 0) {
            return;
        }
        for (int place : network.debtsOf(party)) {
            long amount = FixedPoint.multiplyDivide(result.paid()[place], share, due, Rounding.FLOOR);
            if (amount > 0) {
                payments.add(new EstatePayment(party, network.debt(place).creditor(), place, amount, deficit));
            }
        }
    }

    // redemptions

    /**
     * What an issuer pays its holders in a tick; nothing once it is in default.
     *
     * @param price of a unit, micro-dollars, positive
     * @param heldByPublic units that neither parties nor accounts hold
     */
    List<TokenRedemption> redemptions(TokenSpec token, RedemptionSpec rules, long price, long heldByPublic) {
        int issuer = network.issuerOf(token.asset());
        if (result.inDefault()[issuer]) {
            return List.of();
        }
        List<Integer> holders = new ArrayList<>();
        List<Long> asked = new ArrayList<>();
        for (Party party : parties) {
            long held = party.units()[token.asset()];
            if (party.number() != issuer && held > 0) {
                holders.add(party.number());
                asked.add(rules.share().times(held, Rounding.FLOOR));
            }
        }
        holders.addFirst(DebtFact.OUTSIDE);
        asked.addFirst(rules.share().times(heldByPublic, Rounding.FLOOR));
        long[] amounts = asked.stream()
                .mapToLong(units -> Math.multiplyExact(units, price))
                .toArray();
        long[] paid = rule(rules).pay(parties[issuer].cash(), amounts);
        List<TokenRedemption> redemptions = new ArrayList<>();
        for (int i = 0; i < paid.length; i++) {
            long units = paid[i] / price;
            if (units > 0) {
                redemptions.add(
                        new TokenRedemption(token.asset(), holders.get(i), units, Math.multiplyExact(units, price)));
            }
        }
        return redemptions;
    }

    private static Redemption rule(RedemptionSpec rules) {
        return switch (rules.rule()) {
            case FIRST_COME -> Redemption.FIRST_COME;
            case PRO_RATA -> Redemption.PRO_RATA;
        };
    }

    // figures

    /** Every party as clearing values it. */
    List<PartyFigures> figures() {
        List<PartyFigures> figures = new ArrayList<>();
        for (int party = 0; party < parties.length; party++) {
            figures.add(new PartyFigures(
                    party, result.resources()[party], owed(party), result.paidOut()[party], result.inDefault()[party]));
        }
        return figures;
    }

    /** Claims on parties in default. */
    List<Claim> claims(SortedMap<Integer, String> deficits) {
        List<Claim> claims = new ArrayList<>();
        deficits.forEach((party, deficit) -> claims.addAll(claimsOn(party, deficit)));
        return claims;
    }

    /** Number of parties in default. */
    int inDefault() {
        int count = 0;
        for (boolean isInDefault : result.inDefault()) {
            count += isInDefault ? 1 : 0;
        }
        return count;
    }
}
