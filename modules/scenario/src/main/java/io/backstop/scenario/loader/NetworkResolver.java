package io.backstop.scenario.loader;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.backstop.model.Ratio;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.debt.NetworkSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec.Kind;
import io.backstop.scenario.debt.NetworkSpec.GuaranteeSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves debts and guarantees between parties. */
final class NetworkResolver {
    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            "erdos-renyi", Kind.ERDOS_RENYI,
            "core-periphery", Kind.CORE_PERIPHERY,
            "ring", Kind.RING));
    private static final List<String> ERDOS_RENYI_KEYS = List.of("meanDegree");
    private static final List<String> CORE_KEYS =
            List.of("coreShare", "coreToCore", "coreToPeriphery", "peripheryToPeriphery");
    private static final List<String> COLUMNS = List.of("debtor", "creditor", "amount");
    private static final String SENIORITY = "seniority";
    private static final int MOST_SENIORITY = 1000;
    private static final Comparator<ObligationSpec> ORDER = Comparator.comparing(ObligationSpec::debtor)
            .thenComparing(ObligationSpec::creditor)
            .thenComparingInt(ObligationSpec::seniority)
            .thenComparingLong(ObligationSpec::amount);

    private final @Nullable Path directory;
    private final PartyNames parties;

    NetworkResolver(@Nullable Path directory, PartyNames parties) {
        this.directory = directory;
        this.parties = parties;
    }

    NetworkSpec resolve(Field root) {
        List<ObligationSpec> debts = root.find("debts").map(this::debts).orElse(List.of());
        return new NetworkSpec(debts, guarantees(root.items("guarantees"), debts), generator(root));
    }

    /** The generator of a scenario, or null. */
    static @Nullable GeneratorSpec generator(Field root) {
        return root.find("debts")
                .flatMap(debts -> debts.find("generate"))
                .map(NetworkResolver::generate)
                .orElse(null);
    }

    private List<ObligationSpec> debts(Field debts) {
        List<ObligationSpec> all = new ArrayList<>();
        if (debts.node().isArray()) {
            debts.items().forEach(field -> all.add(debt(field)));
        } else if (!debts.has("file") && !debts.has("generate")) {
            throw debts.error("debts has neither file nor generate; expected one or both, or a list of debts");
        }
        debts.find("file").ifPresent(file -> read(file, all));
        all.sort(ORDER);
        return List.copyOf(all);
    }

    private ObligationSpec debt(Field debt) {
        String debtor = parties.any(debt.get("debtor"));
        Field creditor = debt.get("creditor");
        return new ObligationSpec(
                debtor,
                creditor.require(parties.any(creditor), name -> !name.equals(debtor), "another party than the debtor"),
                debt.get("amount").positiveMoney(),
                debt.integer(SENIORITY, 0));
    }

    private void read(Field file, List<ObligationSpec> into) {
        CsvFile csv = new CsvFile(directory, file);
        csv.read(header -> checkHeader(csv, header), line -> into.add(debt(csv, line)));
    }

    private static void checkHeader(CsvFile csv, List<String> columns) {
        List<String> valid = new ArrayList<>(COLUMNS);
        valid.add(SENIORITY);
        for (String column : COLUMNS) {
            if (!columns.contains(column)) {
                throw csv.error("no column '" + column + "'; expected " + String.join(", ", valid));
            }
        }
        for (String column : columns) {
            if (!valid.contains(column)) {
                throw csv.error("unknown column '" + column + "'; expected one of " + String.join(", ", valid)
                        + Nearest.hint(column, valid));
            }
        }
    }

    private ObligationSpec debt(CsvFile csv, NamedCsvRecord line) {
        String debtor = parties.any(csv, line, "debtor");
        String creditor = parties.any(csv, line, "creditor");
        if (creditor.equals(debtor)) {
            throw csv.error(line, "creditor", "'" + creditor + "'; expected another party than the debtor");
        }
        boolean isRanked = line.getHeader().contains(SENIORITY)
                && !line.getField(SENIORITY).isBlank();
        return new ObligationSpec(
                debtor,
                creditor,
                whole(csv, line, "amount", 6, Long.MAX_VALUE),
                isRanked ? (int) whole(csv, line, SENIORITY, 0, MOST_SENIORITY) : 0);
    }

    private static long whole(CsvFile csv, NamedCsvRecord line, String column, int decimals, long most) {
        BigDecimal value = csv.decimal(line, column);
        BigDecimal units = value.movePointRight(decimals);
        boolean isAmount = decimals > 0;
        boolean isWhole = units.stripTrailingZeros().scale() <= 0;
        if (!isWhole || units.signum() < (isAmount ? 1 : 0) || units.compareTo(BigDecimal.valueOf(most)) > 0) {
            String expected = isAmount
                    ? "dollars above 0, with at most six decimals, below 9,000bn"
                    : "a whole number from 0 to " + most;
            throw csv.error(line, column, value.toPlainString() + "; expected " + expected);
        }
        return units.longValueExact();
    }

    private List<GuaranteeSpec> guarantees(List<Field> guarantees, List<ObligationSpec> debts) {
        return guarantees.stream()
                .map(field -> guarantee(field, debts))
                .sorted(Comparator.comparingInt(GuaranteeSpec::debt)
                        .thenComparing(GuaranteeSpec::guarantor)
                        .thenComparingInt(GuaranteeSpec::seniority)
                        .thenComparingLong(GuaranteeSpec::limit))
                .toList();
    }

    private GuaranteeSpec guarantee(Field guarantee, List<ObligationSpec> debts) {
        String debtor = parties.any(guarantee.get("debtor"));
        String creditor = parties.any(guarantee.get("creditor"));
        Field guarantor = guarantee.get("guarantor");
        return new GuaranteeSpec(
                guarantor.require(
                        parties.any(guarantor),
                        name -> !name.equals(debtor) && !name.equals(creditor),
                        "a third party, neither debtor nor creditor"),
                only(guarantee, debtor, creditor, debts),
                guarantee.get("limit").positiveMoney(),
                guarantee.integer(SENIORITY, 0));
    }

    private static int only(Field guarantee, String debtor, String creditor, List<ObligationSpec> debts) {
        int found = -1;
        int count = 0;
        for (int i = 0; i < debts.size(); i++) {
            ObligationSpec debt = debts.get(i);
            if (debt.debtor().equals(debtor) && debt.creditor().equals(creditor)) {
                found = i;
                count++;
            }
        }
        if (count != 1) {
            throw guarantee.error(
                    guarantee.path() + " is of the debt from " + debtor + " to " + creditor + ", but there "
                            + (count == 0 ? "is none" : "are " + count) + "; expected one debt between them in debts");
        }
        return found;
    }

    private static GeneratorSpec generate(Field generate) {
        Kind kind = generate.get("kind").choice(KINDS);
        refuse(generate, kind == Kind.ERDOS_RENYI ? List.of() : ERDOS_RENYI_KEYS);
        refuse(generate, kind == Kind.CORE_PERIPHERY ? List.of() : CORE_KEYS);
        int parties = generate.get("parties").integer();
        boolean hasCore = kind == Kind.CORE_PERIPHERY;
        return new GeneratorSpec(
                kind,
                parties,
                kind == Kind.ERDOS_RENYI ? degree(generate.get("meanDegree"), parties) : 0,
                hasCore ? chance(generate.get("coreShare")) : 0,
                hasCore ? chance(generate.get("coreToCore")) : 0,
                hasCore ? chance(generate.get("coreToPeriphery")) : 0,
                generate.find("peripheryToPeriphery")
                        .map(NetworkResolver::chance)
                        .orElse(0.0),
                amount(generate.get("amount")),
                dollars(generate.get("cash")),
                generate.find("externalDebt").map(NetworkResolver::dollars).orElse(new Distribution.Fixed(0)));
    }

    private static void refuse(Field generate, List<String> keys) {
        for (String key : keys) {
            Optional<Field> given = generate.find(key);
            if (given.isPresent()) {
                throw given.get()
                        .error(given.get().path() + " is not for kind: "
                                + generate.get("kind").text() + "; expected it without");
            }
        }
    }

    private static double degree(Field degree, int parties) {
        return degree.require(degree.number(), value -> value <= parties - 1, "at most parties less 1");
    }

    private static double chance(Field chance) {
        Ratio share = chance.share();
        return share.toDouble();
    }

    private static Distribution amount(Field amount) {
        if (amount.has("pareto")) {
            throw amount.get("pareto").error(amount.path() + " is pareto; expected lognormal or fixed");
        }
        return dollars(amount);
    }

    private static Distribution dollars(Field field) {
        if (field.has("cap")) {
            throw field.get("cap").error(field.path() + " has a cap; expected the distribution alone");
        }
        return PopulationResolver.distribution(field, PopulationResolver::dollars);
    }
}
