package io.backstop.scenario.loader;

import static io.backstop.scenario.loader.ResolvedScenarioCodec.constant;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.distribution;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.millis;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.money;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.ratio;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.rows;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.word;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.DebtSpec.ClearingSpec;
import io.backstop.scenario.debt.DebtSpec.FlowSpec;
import io.backstop.scenario.debt.DebtSpec.HedgeSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.NetworkSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.NetworkSpec.GuaranteeSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.scenario.debt.TokenSpec.RedemptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lending protocols, parties and debts of a resolved scenario as canonical YAML and back, exactly. */
record DebtCodec(AssetUnits assets) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String NONE = "none";

    ObjectNode write(DebtSpec debt) {
        ObjectNode node = NODES.objectNode();
        ArrayNode lending = node.putArray("lending");
        LendingCodec protocols = new LendingCodec(assets);
        debt.lending().forEach(protocol -> lending.add(protocols.write(protocol)));
        ArrayNode parties = node.putArray("parties");
        debt.parties().forEach(party -> parties.add(party(party)));
        ArrayNode tokens = node.putArray("tokens");
        debt.tokens().forEach(token -> tokens.add(token(token)));
        node.put("debts", debts(debt.network().debts()));
        node.put("guarantees", guarantees(debt.network().guarantees()));
        GeneratorSpec generator = debt.network().generator();
        if (generator != null) {
            node.set("generate", generator(generator));
        }
        ArrayNode flows = node.putArray("flows");
        debt.flows().forEach(flow -> flows.add(flow(flow)));
        ArrayNode hedges = node.putArray("hedges");
        debt.hedges().forEach(hedge -> hedges.add(hedge(hedge)));
        ObjectNode clearing = node.putObject("clearing");
        clearing.put("alpha", ratio(debt.clearing().alpha()));
        clearing.put("beta", ratio(debt.clearing().beta()));
        clearing.put("externalSenior", debt.clearing().externalSenior());
        return node;
    }

    DebtSpec read(Field debt) {
        LendingCodec protocols = new LendingCodec(assets);
        List<LendingSpec> lending =
                debt.items("lending").stream().map(protocols::read).toList();
        Field clearing = debt.get("clearing");
        return new DebtSpec(
                lending,
                debt.items("parties").stream().map(this::party).toList(),
                debt.items("tokens").stream().map(this::token).toList(),
                new NetworkSpec(
                        rows(debt.get("debts")).stream().map(DebtCodec::debt).toList(),
                        rows(debt.get("guarantees")).stream()
                                .map(DebtCodec::guarantee)
                                .toList(),
                        generator(debt.find("generate"))),
                debt.items("flows").stream().map(DebtCodec::flow).toList(),
                debt.items("hedges").stream().map(DebtCodec::hedge).toList(),
                new ClearingSpec(
                        clearing.get("alpha").ratio(),
                        clearing.get("beta").ratio(),
                        clearing.flag("externalSenior", true)));
    }

    private ObjectNode party(PartySpec party) {
        ObjectNode node = NODES.objectNode();
        node.put("name", party.name());
        node.put("cash", money(party.cash()));
        StringBuilder units = new StringBuilder();
        for (int asset = 0; asset < party.units().length; asset++) {
            if (party.units()[asset] != 0) {
                units.append(assets.name(asset))
                        .append(' ')
                        .append(party.units()[asset])
                        .append('\n');
            }
        }
        node.put("units", units.toString());
        node.put("externalDebt", money(party.externalDebt()));
        StringBuilder accounts = new StringBuilder();
        for (String account : party.accounts()) {
            int slash = account.indexOf('/');
            accounts.append(account, 0, slash)
                    .append(' ')
                    .append(account, slash + 1, account.length())
                    .append('\n');
        }
        node.put("accounts", accounts.toString());
        return node;
    }

    private PartySpec party(Field party) {
        long[] units = new long[assets.assets().size()];
        for (String[] row : rows(party.get("units"))) {
            units[assets.names().indexOf(row[0])] = Long.parseLong(row[1]);
        }
        return new PartySpec(
                party.get("name").text(),
                party.get("cash").moneyOrNone(),
                units,
                party.get("externalDebt").moneyOrNone(),
                rows(party.get("accounts")).stream()
                        .map(row -> row[0] + "/" + row[1])
                        .toList());
    }

    private ObjectNode token(TokenSpec token) {
        ObjectNode node = NODES.objectNode();
        node.put("asset", assets.name(token.asset()));
        node.put("issuer", token.issuer());
        node.put("supply", token.supply());
        node.set("marginPrice", oracle(token.marginPrice()));
        RedemptionSpec redemption = token.redemption();
        if (redemption != null) {
            ObjectNode given = node.putObject("redemption");
            given.put("from", redemption.fromMillis());
            given.set("price", oracle(redemption.price()));
            given.put("rule", word(redemption.rule()));
            given.put("share", ratio(redemption.share()));
        }
        return node;
    }

    private @Nullable RedemptionSpec redemption(Optional<Field> given) {
        return given.map(redemption -> new RedemptionSpec(
                        whole(redemption.get("from")),
                        oracle(redemption.get("price")),
                        constant(redemption.get("rule"), LendingSpec.Redemption.values()),
                        redemption.get("share").ratio()))
                .orElse(null);
    }

    private TokenSpec token(Field token) {
        return new TokenSpec(
                assets.names().indexOf(token.get("asset").text()),
                token.get("issuer").text(),
                whole(token.get("supply")),
                oracle(token.get("marginPrice")),
                redemption(token.find("redemption")));
    }

    static ObjectNode oracle(OracleSpec oracle) {
        ObjectNode node = NODES.objectNode();
        node.put("source", word(oracle.source()));
        node.put("kind", word(oracle.kind()));
        node.put("parameter", oracle.parameter());
        return node;
    }

    static OracleSpec oracle(Field oracle) {
        return new OracleSpec(
                constant(oracle.get("source"), OracleSpec.Source.values()),
                constant(oracle.get("kind"), OracleSpec.Kind.values()),
                whole(oracle.get("parameter")));
    }

    static long whole(Field field) {
        return field.node().longValue();
    }

    /** Units, or a word where there is no limit. */
    static void putLimit(ObjectNode node, String key, long units) {
        if (units == Long.MAX_VALUE) {
            node.put(key, NONE);
        } else {
            node.put(key, units);
        }
    }

    static long limit(Field field) {
        return field.text().equals(NONE) ? Long.MAX_VALUE : whole(field);
    }

    /** A line for each debt: debtor, creditor, micro-dollars, seniority. */
    private static String debts(List<ObligationSpec> debts) {
        StringBuilder rows = new StringBuilder();
        for (ObligationSpec debt : debts) {
            rows.append(debt.debtor())
                    .append(' ')
                    .append(debt.creditor())
                    .append(' ')
                    .append(debt.amount())
                    .append(' ')
                    .append(debt.seniority())
                    .append('\n');
        }
        return rows.toString();
    }

    private static ObligationSpec debt(String[] row) {
        return new ObligationSpec(row[0], row[1], Long.parseLong(row[2]), Integer.parseInt(row[3]));
    }

    /** A line for each guarantee: guarantor, number of the debt, micro-dollars, seniority. */
    private static String guarantees(List<GuaranteeSpec> guarantees) {
        StringBuilder rows = new StringBuilder();
        for (GuaranteeSpec guarantee : guarantees) {
            rows.append(guarantee.guarantor())
                    .append(' ')
                    .append(guarantee.debt())
                    .append(' ')
                    .append(guarantee.limit())
                    .append(' ')
                    .append(guarantee.seniority())
                    .append('\n');
        }
        return rows.toString();
    }

    private static GuaranteeSpec guarantee(String[] row) {
        return new GuaranteeSpec(row[0], Integer.parseInt(row[1]), Long.parseLong(row[2]), Integer.parseInt(row[3]));
    }

    private static ObjectNode generator(GeneratorSpec generator) {
        ObjectNode node = NODES.objectNode();
        node.put("kind", word(generator.kind()));
        node.put("parties", generator.parties());
        node.put("meanDegree", generator.meanDegree());
        node.put("coreShare", generator.coreShare());
        node.put("coreToCore", generator.coreToCore());
        node.put("coreToPeriphery", generator.coreToPeriphery());
        node.put("peripheryToPeriphery", generator.peripheryToPeriphery());
        node.set("amount", distribution(generator.amount()));
        node.set("cash", distribution(generator.cash()));
        node.set("externalDebt", distribution(generator.externalDebt()));
        return node;
    }

    private static @Nullable GeneratorSpec generator(Optional<Field> generate) {
        if (generate.isEmpty()) {
            return null;
        }
        Field field = generate.get();
        return new GeneratorSpec(
                constant(field.get("kind"), GeneratorSpec.Kind.values()),
                field.get("parties").integer(),
                field.get("meanDegree").number(),
                field.get("coreShare").number(),
                field.get("coreToCore").number(),
                field.get("coreToPeriphery").number(),
                field.get("peripheryToPeriphery").number(),
                distribution(field.get("amount")),
                distribution(field.get("cash")),
                distribution(field.get("externalDebt")));
    }

    private static ObjectNode flow(FlowSpec flow) {
        ObjectNode node = NODES.objectNode();
        node.put("at", millis(flow.atMillis()));
        node.put("party", flow.party());
        node.put("amount", money(flow.amount()));
        node.put("reason", flow.reason());
        return node;
    }

    private static FlowSpec flow(Field flow) {
        return new FlowSpec(
                flow.get("at").duration(),
                flow.get("party").text(),
                flow.get("amount").money(),
                flow.get("reason").text());
    }

    private static ObjectNode hedge(HedgeSpec hedge) {
        ObjectNode node = NODES.objectNode();
        node.put("population", hedge.venuePopulation());
        node.put("lending", hedge.lending());
        node.put("lendingPopulation", hedge.lendingPopulation());
        node.put("keep", ratio(hedge.keep()));
        return node;
    }

    private static HedgeSpec hedge(Field hedge) {
        return new HedgeSpec(
                hedge.get("population").text(),
                hedge.get("lending").text(),
                hedge.get("lendingPopulation").text(),
                hedge.get("keep").ratio());
    }

    /** Times with a second number, a line each. */
    static String pairs(List<long[]> pairs) {
        StringBuilder rows = new StringBuilder();
        for (long[] pair : pairs) {
            rows.append(pair[0]).append(' ').append(pair[1]).append('\n');
        }
        return rows.toString();
    }

    static List<long[]> pairs(Field field) {
        List<long[]> pairs = new ArrayList<>();
        for (String[] row : rows(field)) {
            pairs.add(new long[] {Long.parseLong(row[0]), Long.parseLong(row[1])});
        }
        return List.copyOf(pairs);
    }
}
