package io.backstop.scenario.loader;

import io.backstop.model.Ratio;
import io.backstop.scenario.Openings;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.DebtSpec.ClearingSpec;
import io.backstop.scenario.debt.DebtSpec.FlowSpec;
import io.backstop.scenario.debt.DebtSpec.HedgeSpec;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.scenario.debt.TokenSpec.RedemptionSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves what a scenario has beyond its venue: lending protocols, parties, tokens and the debts between them. */
final class DebtResolver {
    private static final String REGISTER = "parties";

    private final Field root;
    private final @Nullable Path directory;
    private final ResolvedScenario venueAlone;
    private final AssetUnits assets;
    private final OracleResolver oracles;

    DebtResolver(Field root, @Nullable Path directory, ResolvedScenario venueAlone) {
        this.root = root;
        this.directory = directory;
        this.venueAlone = venueAlone;
        this.assets = new AssetUnits(venueAlone.assets());
        this.oracles = new OracleResolver(
                assets,
                root.items("tokens").stream()
                        .map(token -> token.get("asset").text())
                        .toList());
    }

    /** Whether a file has anything beyond the venue, so that it needs no venue. */
    static boolean isIn(Field root) {
        return !root.items("lending").isEmpty()
                || !root.items("parties").isEmpty()
                || root.find("debts").filter(debts -> debts.has("generate")).isPresent();
    }

    DebtSpec resolve() {
        List<LendingSpec> lending = lending();
        GeneratorSpec generator = NetworkResolver.generator(root);
        ScenarioResolver.checkUnique(root.items("parties"));
        PartyNames names = new PartyNames(
                root.items("parties").stream()
                        .map(party -> party.get("name").text())
                        .toList(),
                generator == null ? 0 : generator.parties());
        List<PartySpec> parties = parties(names, accountBooks(lending));
        List<TokenSpec> tokens = tokens(names);
        DebtSpec debt = new DebtSpec(
                lending,
                parties,
                tokens,
                new NetworkResolver(directory, names).resolve(root),
                flows(names),
                hedges(lending),
                clearing());
        new DebtChecks(root, venueAlone, assets).check(debt);
        return debt.isEmpty() ? DebtSpec.NONE : debt;
    }

    private List<LendingSpec> lending() {
        ScenarioResolver.checkUnique(root.items("lending"));
        for (Field protocol : root.items("lending")) {
            Field name = protocol.get("name");
            name.require(
                    name.text(),
                    text -> !text.equals(REGISTER)
                            && !text.equals(venueAlone.venue().name()),
                    "another name: this is the venue's, or the debts' own");
        }
        LendingResolver resolver = new LendingResolver(assets, oracles);
        return root.items("lending").stream()
                .map(resolver::resolve)
                .sorted(Comparator.comparing(LendingSpec::name))
                .toList();
    }

    /** Finds accounts of one protocol by name and gives their full names. */
    private interface AccountBook {
        /** The full name, or empty if there is no such account. */
        String fullName(String name);
    }

    private Map<String, AccountBook> accountBooks(List<LendingSpec> lending) {
        Map<String, AccountBook> books = new TreeMap<>();
        Openings openings = new ScenarioOpenings(venueAlone);
        books.put(venueAlone.venue().name(), name -> {
            long found = openings.find(name);
            return found < 0 ? "" : openings.name((int) (found >>> 32), (int) found);
        });
        for (LendingSpec protocol : lending) {
            LendingOpenings drawn = new ScenarioLendingOpenings(venueAlone.seed(), protocol, venueAlone.assets());
            books.put(protocol.name(), name -> drawn.find(name) < 0 ? "" : name);
        }
        return books;
    }

    private List<PartySpec> parties(PartyNames names, Map<String, AccountBook> books) {
        Map<String, Field> taken = new TreeMap<>();
        List<PartySpec> parties = new ArrayList<>();
        for (Field party : root.items("parties")) {
            Field name = party.get("name");
            parties.add(new PartySpec(
                    name.require(name.text(), text -> !names.isDrawn(text), "another name: the generator has this one"),
                    party.find("cash").map(Field::nonNegativeMoney).orElse(0L),
                    holdings(party),
                    party.find("externalDebt").map(Field::nonNegativeMoney).orElse(0L),
                    party.items("accounts").stream()
                            .map(account -> account(account, books, taken))
                            .sorted()
                            .toList()));
        }
        parties.sort(Comparator.comparing(PartySpec::name));
        return List.copyOf(parties);
    }

    private long[] holdings(Field party) {
        long[] units = new long[assets.assets().size()];
        party.find("assets").ifPresent(field -> {
            for (String name : field.keys()) {
                Field each = field.get(name);
                int asset = each.keyNumberIn("asset", name, assets.names());
                units[asset] = assets.units(each, asset);
            }
        });
        return units;
    }

    private static String account(Field account, Map<String, AccountBook> books, Map<String, Field> taken) {
        String[] parts = account.text().split("/", 2);
        if (parts.length < 2) {
            throw account.error(account.path() + " is '" + account.text() + "'; expected protocol/account, such as "
                    + books.keySet().iterator().next() + "/longs-000000");
        }
        AccountBook book = books.get(parts[0]);
        if (book == null) {
            throw account.error("unknown protocol '" + parts[0] + "'; expected one of "
                    + String.join(", ", books.keySet()) + Nearest.hint(parts[0], books.keySet()));
        }
        String found = book.fullName(parts[1]);
        if (found.isEmpty()) {
            throw account.error("unknown account '" + parts[1] + "' of " + parts[0]
                    + "; expected population-number or population-name, such as longs-000000");
        }
        String full = parts[0] + "/" + found;
        Field first = taken.putIfAbsent(full, account);
        if (first != null) {
            throw account.error("account '" + full + "' is given twice; the first is at "
                    + first.sources().place(first.pointer()));
        }
        return full;
    }

    private List<TokenSpec> tokens(PartyNames names) {
        Map<Integer, Field> byAsset = new TreeMap<>();
        Map<String, Field> byIssuer = new TreeMap<>();
        List<TokenSpec> tokens = new ArrayList<>();
        for (Field token : root.items("tokens")) {
            Field asset = token.get("asset");
            int number = asset.numberIn("asset", assets.names());
            checkFirst(byAsset.putIfAbsent(number, asset), asset, "token");
            Field issuer = token.get("issuer");
            String party = names.listed(issuer);
            checkFirst(byIssuer.putIfAbsent(party, issuer), issuer, "issuer");
            Field supply = token.get("supply");
            tokens.add(new TokenSpec(
                    number,
                    party,
                    supply.require(assets.units(supply, number), units -> units > 0, "above 0"),
                    oracles.resolve(token.find("marginPrice"), number),
                    redemption(token.find("redemption"), number)));
        }
        tokens.sort(Comparator.comparingInt(TokenSpec::asset));
        return List.copyOf(tokens);
    }

    private @Nullable RedemptionSpec redemption(Optional<Field> given, int asset) {
        if (given.isEmpty()) {
            return null;
        }
        Field redemption = given.get();
        return new RedemptionSpec(
                redemption.find("from").map(Field::duration).orElse(0L),
                oracles.resolve(redemption.find("price"), asset),
                redemption
                        .find("rule")
                        .map(field -> field.choice(LendingResolver.REDEMPTIONS))
                        .orElse(LendingSpec.Redemption.FIRST_COME),
                redemption.get("share").positiveShare());
    }

    private static void checkFirst(@Nullable Field first, Field again, String kind) {
        if (first != null) {
            throw again.error("duplicate " + kind + " '" + again.text() + "'; the first is at "
                    + first.sources().place(first.pointer()));
        }
    }

    private List<FlowSpec> flows(PartyNames names) {
        long end = venueAlone.ticks() * venueAlone.tickMillis();
        return root.items("flows").stream()
                .map(flow -> flow(flow, names, end))
                .sorted(Comparator.comparingLong(FlowSpec::atMillis)
                        .thenComparing(FlowSpec::party)
                        .thenComparingLong(FlowSpec::amount)
                        .thenComparing(FlowSpec::reason))
                .toList();
    }

    private static FlowSpec flow(Field flow, PartyNames names, long end) {
        Field at = flow.get("at");
        Field amount = flow.get("amount");
        return new FlowSpec(
                at.require(at.duration(), millis -> millis <= end, "at most the duration"),
                names.any(flow.get("party")),
                amount.require(amount.money(), money -> money != 0, "an amount below or above 0 USD"),
                flow.text("reason", ""));
    }

    private List<HedgeSpec> hedges(List<LendingSpec> lending) {
        Map<String, Field> hedged = new TreeMap<>();
        List<HedgeSpec> hedges = new ArrayList<>();
        for (Field hedge : root.items("hedges")) {
            HedgeSpec spec = hedge(hedge, lending);
            for (String side : List.of(
                    venueAlone.venue().name() + "/" + spec.venuePopulation(),
                    spec.lending() + "/" + spec.lendingPopulation())) {
                Field first = hedged.putIfAbsent(side, hedge);
                if (first != null) {
                    throw hedge.error("population '" + side + "' is hedged twice; the first is at "
                            + first.sources().place(first.pointer()));
                }
            }
            hedges.add(spec);
        }
        hedges.sort(Comparator.comparing(HedgeSpec::venuePopulation));
        return List.copyOf(hedges);
    }

    private HedgeSpec hedge(Field hedge, List<LendingSpec> lending) {
        List<PopulationSpec> own = venueAlone.populations();
        PopulationSpec population = own.get(hedge.get("population")
                .numberIn("population", own.stream().map(PopulationSpec::name).toList()));
        LendingSpec protocol = lending.get(hedge.get("lending")
                .numberIn(
                        "lending protocol",
                        lending.stream().map(LendingSpec::name).toList()));
        Field name = hedge.get("lendingPopulation");
        LendingPopulation other = protocol.populations()
                .get(name.numberIn(
                        "population of " + protocol.name(),
                        protocol.populations().stream()
                                .map(LendingPopulation::name)
                                .toList()));
        if (population.count() != other.count()) {
            throw hedge.error(hedge.path() + " pairs " + population.count() + " accounts of " + population.name()
                    + " with " + other.count() + " of " + other.name() + "; expected populations of equal size");
        }
        if (other.band() == null) {
            throw name.error(name.path() + " is '" + other.name() + "', which has no band below which its owners act;"
                    + " expected a band");
        }
        return new HedgeSpec(
                population.name(),
                protocol.name(),
                other.name(),
                hedge.find("keep")
                        .map(field -> field.require(field.ratio(), LendingResolver::isOneOrMore, "100% or more"))
                        .orElse(Ratio.of(3, 2)));
    }

    private ClearingSpec clearing() {
        return root.find("clearing").map(DebtResolver::clearing).orElse(DebtSpec.NONE.clearing());
    }

    private static ClearingSpec clearing(Field clearing) {
        boolean isSenior = clearing.text("external", "senior").equals("senior");
        if (clearing.text("rule", "eisenberg-noe").equals("rogers-veraart")) {
            return new ClearingSpec(
                    clearing.get("alpha").positiveShare(), clearing.get("beta").positiveShare(), isSenior);
        }
        for (String cost : List.of("alpha", "beta")) {
            clearing.find(cost).ifPresent(field -> {
                throw field.error(field.path() + " is for rule: rogers-veraart; expected it without");
            });
        }
        return new ClearingSpec(Ratio.ONE, Ratio.ONE, isSenior);
    }
}
