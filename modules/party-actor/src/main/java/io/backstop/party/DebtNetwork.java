package io.backstop.party;

import io.backstop.contagion.ClearingRule;
import io.backstop.contagion.Debt;
import io.backstop.contagion.ExternalRank;
import io.backstop.contagion.Guarantee;
import io.backstop.contagion.Holding;
import io.backstop.contagion.NetworkGenerator;
import io.backstop.contagion.ObligationNetwork;
import io.backstop.contagion.PartyState;
import io.backstop.contagion.ShareIssue;
import io.backstop.model.FixedPoint;
import io.backstop.model.Money;
import io.backstop.model.RandomStream;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.NetworkSpec.GuaranteeSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.TokenSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Parties and debts at time zero: a pure function of the resolved scenario. A party's number is its place in the order of names; the
 * debts to the world outside follow the listed and drawn ones, one for each party.
 */
public final class DebtNetwork {
    private static final long CASH = RandomStream.hash("party.cash");
    private static final long EXTERNAL = RandomStream.hash("party.externalDebt");

    private final ClearingRule rule;
    private final int assets;
    private final List<String> names;
    private final List<List<String>> accounts;
    private final long[] cash;
    private final long[][] units;
    private final long[] external;
    private final List<Debt> debts;
    private final List<Guarantee> guarantees;
    private final ExternalRank externalRank;
    private final int[] issuerOf;
    private final long[] issued;
    private final int[][] debtsOf;
    private final int[][] claimsOf;
    private final int listed;

    private DebtNetwork(DebtSpec spec, int assets, long seed) {
        this.rule = new ClearingRule(spec.clearing().alpha(), spec.clearing().beta());
        this.externalRank = spec.clearing().externalSenior() ? ExternalRank.SENIOR : ExternalRank.PARI_PASSU;
        this.assets = assets;
        GeneratorSpec generator = spec.network().generator();
        List<String> drawn = generator == null ? List.of() : drawnNames(generator.parties());
        List<String> all = new ArrayList<>(drawn);
        spec.parties().forEach(party -> all.add(party.name()));
        Collections.sort(all);
        this.names = List.copyOf(all);
        int count = names.size();
        this.accounts = new ArrayList<>(Collections.nCopies(count, List.of()));
        this.cash = new long[count];
        this.units = new long[count][];
        this.external = new long[count];
        Arrays.fill(units, new long[assets]);
        spec.parties().forEach(this::list);
        this.debts = new ArrayList<>();
        if (generator != null) {
            draw(seed, generator, drawn);
        }
        int drawnDebts = debts.size();
        for (ObligationSpec debt : spec.network().debts()) {
            debts.add(new Debt(known(debt.debtor()), known(debt.creditor()), debt.amount(), debt.seniority()));
        }
        this.guarantees = new ArrayList<>();
        for (GuaranteeSpec g : spec.network().guarantees()) {
            guarantees.add(new Guarantee(known(g.guarantor()), drawnDebts + g.debt(), g.limit(), g.seniority()));
        }
        this.issuerOf = new int[assets];
        this.issued = new long[count];
        Arrays.fill(issuerOf, -1);
        for (TokenSpec token : spec.tokens()) {
            issuerOf[token.asset()] = known(token.issuer());
            issued[issuerOf[token.asset()]] = token.supply();
        }
        this.listed = debts.size();
        for (int party = 0; party < count; party++) {
            debts.add(new Debt(party, ObligationNetwork.OUTSIDE, external[party], 0));
        }
        this.debtsOf = new int[count][0];
        this.claimsOf = new int[count][0];
        index();
    }

    private void index() {
        int[] owes = new int[names.size()];
        int[] claims = new int[names.size()];
        for (Debt debt : debts) {
            owes[debt.debtor()]++;
            if (debt.creditor() != ObligationNetwork.OUTSIDE) {
                claims[debt.creditor()]++;
            }
        }
        for (int party = 0; party < owes.length; party++) {
            debtsOf[party] = new int[owes[party]];
            claimsOf[party] = new int[claims[party]];
        }
        for (int place = debts.size() - 1; place >= 0; place--) {
            Debt debt = debts.get(place);
            debtsOf[debt.debtor()][--owes[debt.debtor()]] = place;
            if (debt.creditor() != ObligationNetwork.OUTSIDE) {
                claimsOf[debt.creditor()][--claims[debt.creditor()]] = place;
            }
        }
    }

    /**
     * The network of a scenario.
     *
     * @param assets number of assets
     * @param seed of what is drawn
     * @throws IllegalArgumentException if a party is unknown
     */
    public static DebtNetwork of(DebtSpec spec, int assets, long seed) {
        return new DebtNetwork(spec, assets, seed);
    }

    private static List<String> drawnNames(int count) {
        List<String> drawn = new ArrayList<>(count);
        int digits = StrictMath.max(6, Integer.toString(count - 1).length());
        for (int i = 0; i < count; i++) {
            String number = Integer.toString(i);
            drawn.add("bank-" + "0".repeat(digits - number.length()) + number);
        }
        return drawn;
    }

    private void list(PartySpec party) {
        int number = known(party.name());
        accounts.set(number, party.accounts());
        cash[number] = party.cash();
        units[number] = party.units();
        external[number] = party.externalDebt();
    }

    private void draw(long seed, GeneratorSpec spec, List<String> drawn) {
        for (String name : drawn) {
            int number = known(name);
            cash[number] = dollars(spec.cash(), seed, name, CASH);
            external[number] = dollars(spec.externalDebt(), seed, name, EXTERNAL);
        }
        for (Debt debt : generator(spec).debts(seed, drawn, amounts(spec.amount()))) {
            debts.add(new Debt(
                    known(drawn.get(debt.debtor())),
                    known(drawn.get(debt.creditor())),
                    debt.amount(),
                    debt.seniority()));
        }
    }

    private static long dollars(Distribution distribution, long seed, String name, long purpose) {
        RandomStream stream = RandomStream.of(seed, RandomStream.hash(name), 0, purpose);
        return FixedPoint.round(distribution.draw(stream) * Money.MICROS);
    }

    private static NetworkGenerator generator(GeneratorSpec spec) {
        return switch (spec.kind()) {
            case ERDOS_RENYI -> new NetworkGenerator.ErdosRenyi(spec.meanDegree());
            case CORE_PERIPHERY ->
                new NetworkGenerator.CorePeriphery(
                        (int) FixedPoint.round(spec.coreShare() * spec.parties()),
                        spec.coreToCore(),
                        spec.coreToPeriphery(),
                        spec.coreToPeriphery(),
                        spec.peripheryToPeriphery());
            case RING -> new NetworkGenerator.Ring();
        };
    }

    private static NetworkGenerator.Amounts amounts(Distribution amount) {
        return switch (amount) {
            case Distribution.Lognormal l ->
                new NetworkGenerator.Amounts(FixedPoint.round(l.median() * Money.MICROS), l.logDeviation());
            case Distribution.Fixed f -> new NetworkGenerator.Amounts(FixedPoint.round(f.value() * Money.MICROS), 0);
            case Distribution.Pareto p ->
                throw new IllegalArgumentException("debts are lognormal or fixed, not Pareto: " + p);
        };
    }

    private int known(String name) {
        int number = find(name);
        if (number < 0) {
            throw new IllegalArgumentException("no such party: " + name);
        }
        return number;
    }

    /** A party's number, or a negative one if there is none of the name. */
    public int find(String name) {
        return Collections.binarySearch(names, name);
    }

    /** Number of parties. */
    public int parties() {
        return names.size();
    }

    /** A party's name. */
    public String name(int party) {
        return names.get(party);
    }

    /** Names of a party's accounts, {@code protocol/account}. */
    public List<String> accounts(int party) {
        return accounts.get(party);
    }

    /** A party at time zero. */
    public Party opening(int party) {
        return new Party(party, cash[party], units[party], issued[party], PartyState.SOLVENT, 0);
    }

    /** Number of debts, those to the outside included. */
    public int debts() {
        return debts.size();
    }

    /** A debt as it was at time zero. */
    public Debt debt(int place) {
        return debts.get(place);
    }

    /** Places of a party's debts, ascending: to read, never to write. */
    public int[] debtsOf(int party) {
        return debtsOf[party];
    }

    /** Places of the debts that are owed to a party, ascending: to read, never to write. */
    public int[] claimsOf(int party) {
        return claimsOf[party];
    }

    /** The guarantees. */
    public List<Guarantee> guarantees() {
        return guarantees;
    }

    /** Whether a debt goes to the world outside and ranks before all others. */
    boolean isBeforeAll(int place) {
        return place >= listed && externalRank == ExternalRank.SENIOR;
    }

    /** Number of assets of the scenario. */
    public int assets() {
        return assets;
    }

    /** The party whose shares an asset is, or -1. */
    public int issuerOf(int asset) {
        return issuerOf[asset];
    }

    /** What default costs. */
    public ClearingRule rule() {
        return rule;
    }

    /**
     * The network to clear.
     *
     * @param outstanding of each debt, micro-dollars
     * @param parties as they are
     */
    public ObligationNetwork at(long[] outstanding, Party[] parties) {
        List<Debt> now = new ArrayList<>(listed);
        for (int place = 0; place < listed; place++) {
            Debt debt = debts.get(place);
            now.add(new Debt(debt.debtor(), debt.creditor(), outstanding[place], debt.seniority()));
        }
        List<ShareIssue> issues = new ArrayList<>();
        List<Holding> holdings = new ArrayList<>();
        for (int asset = 0; asset < assets; asset++) {
            int issuer = issuerOf[asset];
            if (issuer >= 0 && parties[issuer].issued() > 0) {
                issues.add(new ShareIssue(issuer, parties[issuer].issued(), 0));
                for (Party party : parties) {
                    if (party.units()[asset] > 0 && party.number() != issuer) {
                        holdings.add(new Holding(party.number(), issuer, party.units()[asset]));
                    }
                }
            }
        }
        long[] toOutside = Arrays.copyOfRange(outstanding, listed, outstanding.length);
        return ObligationNetwork.of(names.size(), now, issues, holdings, guarantees)
                .withExternalDebt(toOutside, externalRank);
    }
}
