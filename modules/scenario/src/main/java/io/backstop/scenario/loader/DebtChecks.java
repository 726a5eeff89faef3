package io.backstop.scenario.loader;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import io.backstop.scenario.debt.TokenSpec;
import java.util.ArrayList;
import java.util.List;

/** What only the opening accounts of all protocols together show. */
final class DebtChecks {
    private final Field root;
    private final ResolvedScenario venueAlone;
    private final AssetUnits assets;

    DebtChecks(Field root, ResolvedScenario venueAlone, AssetUnits assets) {
        this.root = root;
        this.venueAlone = venueAlone;
        this.assets = assets;
    }

    /** Throws {@link ScenarioException} for the first mistake. */
    void check(DebtSpec debt) {
        long[] held = new long[assets.assets().size()];
        try {
            for (LendingSpec protocol : debt.lending()) {
                LendingOpening totals = totals(protocol);
                checkTotals(protocol, totals);
                hold(protocol, totals, held);
            }
            for (PartySpec party : debt.parties()) {
                add(party.units(), held);
            }
            holdAtVenue(debt.tokens(), held);
        } catch (ArithmeticException e) {
            throw root.error("the accounts' units do not fit in 64 bits; expected less in the scenario")
                    .causedBy(e);
        }
        debt.tokens().forEach(token -> checkSupply(token, held[token.asset()]));
        checkClosed(debt);
    }

    private static void add(long[] units, long[] into) {
        for (int i = 0; i < units.length; i++) {
            into[i] = Math.addExact(into[i], units[i]);
        }
    }

    /** All that accounts and public supplied and owe at the opening. */
    private LendingOpening totals(LendingSpec protocol) {
        LendingOpenings openings = new ScenarioLendingOpenings(venueAlone.seed(), protocol, venueAlone.assets());
        LendingOpening totals = new LendingOpening(protocol.reserves().size());
        LendingOpening account = new LendingOpening(protocol.reserves().size());
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                openings.draw(population, ordinal, account);
                add(account.supplied, totals.supplied);
                add(account.owed, totals.owed);
            }
        }
        for (int i = 0; i < totals.supplied.length; i++) {
            totals.supplied[i] =
                    Math.addExact(totals.supplied[i], protocol.reserves().get(i).supplied());
        }
        return totals;
    }

    private void checkTotals(LendingSpec protocol, LendingOpening totals) {
        for (int i = 0; i < protocol.reserves().size(); i++) {
            ReserveSpec reserve = protocol.reserves().get(i);
            Field field = reserveField(protocol, reserve.asset());
            String owed = assets.format(totals.owed[i], reserve.asset());
            String supplied = assets.format(totals.supplied[i], reserve.asset());
            if (totals.owed[i] > reserve.borrowCap()) {
                throw field.get("borrowCap")
                        .error("debt ceiling below debt: " + field.path() + ".borrowCap is '"
                                + field.get("borrowCap").text() + "', but accounts owe " + owed
                                + " at the opening; expected at least that");
            }
            if (totals.supplied[i] > reserve.supplyCap()) {
                throw field.get("supplyCap")
                        .error("supply cap below supply: " + field.path() + ".supplyCap is '"
                                + field.get("supplyCap").text() + "', but " + supplied
                                + " are supplied at the opening; expected at least that");
            }
            if (!isMinted(protocol, reserve) && totals.owed[i] > totals.supplied[i]) {
                throw field.error((totals.supplied[i] == 0 ? "empty pool: " : "pool lends more than it has: ")
                        + "accounts owe " + owed + " of " + field.path() + " at the opening, but " + supplied
                        + " are supplied; expected at least as much in supplied");
            }
        }
        checkLine(protocol, totals);
    }

    /** Vaults do not borrow dollars from anybody. */
    private static boolean isMinted(LendingSpec protocol, ReserveSpec reserve) {
        return protocol.preset() == LendingSpec.Preset.MAKER_2020 && reserve.asset() == ReserveSpec.USD;
    }

    private void checkLine(LendingSpec protocol, LendingOpening totals) {
        MakerSpec maker = protocol.maker();
        if (maker == null || maker.autoLine() == null) {
            return;
        }
        long debt = 0;
        for (int i = 0; i < totals.owed.length; i++) {
            boolean isMinted = isMinted(protocol, protocol.reserves().get(i));
            debt = isMinted ? totals.owed[i] : debt;
        }
        if (debt > maker.autoLine().maxLine()) {
            Field line = field("lending", "name", protocol.name())
                    .get("maker")
                    .get("autoLine")
                    .get("maxLine");
            throw line.error("debt ceiling below debt: " + line.path() + " is '" + line.text() + "', but accounts owe "
                    + assets.format(debt, ReserveSpec.USD) + " at the opening; expected at least that");
        }
    }

    /** What is supplied and not lent out lies at the protocol. */
    private static void hold(LendingSpec protocol, LendingOpening totals, long[] held) {
        for (int i = 0; i < totals.supplied.length; i++) {
            int asset = protocol.reserves().get(i).asset();
            if (asset != ReserveSpec.USD) {
                long inside = Math.max(0, totals.supplied[i] - totals.owed[i]);
                held[asset] = Math.addExact(held[asset], inside);
            }
        }
    }

    private void holdAtVenue(List<TokenSpec> tokens, long[] held) {
        if (tokens.isEmpty()) {
            return;
        }
        Openings openings = new ScenarioOpenings(venueAlone);
        AccountOpening account = new AccountOpening(venueAlone.markets().size(), held.length);
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                openings.draw(population, ordinal, account);
                add(account.collateral, held);
            }
        }
    }

    private void checkSupply(TokenSpec token, long held) {
        if (held > token.supply()) {
            Field supply = field("tokens", "asset", assets.name(token.asset())).get("supply");
            throw supply.error("token supply below holdings: " + supply.path() + " is '" + supply.text()
                    + "', but parties and accounts hold " + assets.format(held, token.asset())
                    + "; expected at least that");
        }
    }

    /**
     * Refuses issuers all of whose tokens are held among themselves: their net asset values would have no anchor. An issuer of whose
     * tokens somebody else holds a part anchors those whose tokens it holds a part of, and so on; who is left is closed.
     */
    private void checkClosed(DebtSpec debt) {
        List<Issuer> closed = new ArrayList<>();
        for (TokenSpec token : debt.tokens()) {
            closed.add(issuer(token, debt));
        }
        boolean anchored = true;
        while (anchored) {
            List<Issuer> members = List.copyOf(closed);
            anchored = closed.removeIf(issuer -> issuer.heldBy(members) < issuer.token.supply());
        }
        if (!closed.isEmpty()) {
            Field supply = field(
                            "tokens",
                            "asset",
                            assets.name(closed.getFirst().token.asset()))
                    .get("supply");
            throw supply.error(
                    "closed cross-holdings: " + cycle(closed) + ", each held by the next, and nobody else holds"
                            + " their tokens; expected a holder outside, or more supply");
        }
    }

    /** A token with what each other issuer holds of it. */
    private record Issuer(TokenSpec token, List<Stake> stakes) {
        long heldBy(List<Issuer> members) {
            return stakes.stream()
                    .filter(stake -> members.stream()
                            .anyMatch(member -> member.token.issuer().equals(stake.holder)))
                    .mapToLong(Stake::units)
                    .sum();
        }
    }

    private record Stake(String holder, long units) {}

    private static Issuer issuer(TokenSpec token, DebtSpec debt) {
        return new Issuer(
                token,
                debt.parties().stream()
                        .filter(party -> party.units()[token.asset()] > 0)
                        .map(party -> new Stake(party.name(), party.units()[token.asset()]))
                        .toList());
    }

    /** Every holder of a closed issuer is closed, so any walk from holder to holder comes back. */
    private static String cycle(List<Issuer> closed) {
        List<String> walk = new ArrayList<>();
        Issuer at = closed.getFirst();
        while (!walk.contains(at.token.issuer())) {
            walk.add(at.token.issuer());
            String holder = at.stakes.getFirst().holder;
            at = closed.stream()
                    .filter(issuer -> issuer.token.issuer().equals(holder))
                    .findFirst()
                    .orElseThrow();
        }
        String first = at.token.issuer();
        return String.join(" -> ", walk.subList(walk.indexOf(first), walk.size())) + " -> " + first;
    }

    private Field reserveField(LendingSpec protocol, int asset) {
        return field("lending", "name", protocol.name()).items("reserves").stream()
                .filter(reserve -> reserve.get("asset").text().equals(assets.name(asset)))
                .findFirst()
                .orElseThrow();
    }

    private Field field(String list, String key, String value) {
        return root.items(list).stream()
                .filter(each -> each.get(key).text().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
