package io.backstop.scenario.loader;

import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.Check;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Measure;
import io.backstop.scenario.Observed;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a document that meets the schema into a resolved scenario. */
final class ScenarioResolver {
    private static final long DEFAULT_SEED = 1;
    private static final long ACCOUNT_LIMIT = 100_000_000L;

    private final Field root;
    private final @Nullable Path directory;

    ScenarioResolver(YamlDocument document, @Nullable Path directory) {
        this.root = Field.root(document);
        this.directory = directory;
    }

    ResolvedScenario resolve(OptionalLong givenSeed) {
        ResolvedScenario venueAlone = venueAlone(givenSeed);
        return venueAlone.with(new DebtResolver(root, directory, venueAlone).resolve());
    }

    private ResolvedScenario venueAlone(OptionalLong givenSeed) {
        long tick = root.find("tick").map(Field::positiveDuration).orElse(1_000L);
        Optional<Instant> start = root.find("start").map(ScenarioResolver::instant);
        long seed = givenSeed.orElseGet(
                () -> root.find("seed").map(ScenarioResolver::seed).orElse(DEFAULT_SEED));
        MarketResolver resolver = new MarketResolver(root.find("marketDefaults"), directory, start, tick);
        checkNames();
        checkPresent();
        List<MarketSpec> markets = root.items("markets").stream()
                .map(resolver::market)
                .sorted(Comparator.comparing(MarketSpec::name))
                .toList();
        List<AssetSpec> assets = root.items("assets").stream()
                .map(resolver::asset)
                .sorted(Comparator.comparing(AssetSpec::name))
                .toList();
        return new ResolvedScenario(
                root.get("name").text(),
                root.text("title", root.get("name").text()),
                root.text("description", ""),
                seed,
                tick,
                ticks(tick),
                start.map(Instant::toString).orElse(""),
                root.integer("maxPasses", 64),
                markets,
                assets,
                venue(),
                populations(seed, markets, assets),
                root.items("observed").stream().map(ScenarioResolver::observed).toList(),
                root.items("checks").stream().map(ScenarioResolver::check).toList());
    }

    /** A venue needs markets and rules; lending protocols and parties need no venue. */
    private void checkPresent() {
        if (!root.has("markets") && !DebtResolver.isIn(root)) {
            throw root.error("missing key 'markets' in the scenario; expected a list (or lending or parties)");
        }
    }

    private VenueSpec venue() {
        boolean isEmpty = !root.has("markets") && !root.has("populations") && !root.has("accounts");
        if (root.has("venue") || !isEmpty) {
            return VenueResolver.resolve(root.find("venue")
                    .orElseThrow(
                            () -> root.error("missing key 'venue' in the scenario; expected a mapping of preset and"
                                    + " what differs from it")));
        }
        return VenueResolver.EMPTY;
    }

    private int ticks(long tick) {
        Field duration = root.get("duration");
        long millis = duration.positiveDuration();
        if (millis % tick != 0) {
            throw duration.error("duration '" + duration.text() + "' is not a whole number of ticks of "
                    + root.text("tick", "1s") + "; expected a multiple of the tick");
        }
        return duration.require(millis / tick, ticks -> ticks <= 10_000_000, "at most 10000000 ticks")
                .intValue();
    }

    private static long seed(Field field) {
        if (!field.node().canConvertToLong()) {
            throw field.error("seed is '" + field.text() + "'; expected a whole number up to " + Long.MAX_VALUE);
        }
        return field.node().longValue();
    }

    private static Instant instant(Field field) {
        try {
            return Instant.parse(field.text());
        } catch (DateTimeException e) {
            throw field.error("start is '" + field.text() + "'; expected an instant such as 2025-10-10T21:15:00Z")
                    .causedBy(e);
        }
    }

    private void checkNames() {
        List<Field> tradable = new ArrayList<>(root.items("markets"));
        tradable.addAll(root.items("assets"));
        checkUnique(tradable);
        checkUnique(root.items("populations"));
        for (Field asset : root.items("assets")) {
            Field name = asset.get("name");
            name.require(name.text(), text -> !text.equals("USD") && !AccountsCsv.isColumn(text), "another name");
        }
        for (Field population : root.items("populations")) {
            Field name = population.get("name");
            if (root.has("accounts")) {
                name.require(
                        name.text(),
                        text -> !text.equals(AccountsCsv.POPULATION),
                        "another name: these are the CSV file's");
            }
        }
    }

    static void checkUnique(List<Field> named) {
        Map<String, Field> seen = new TreeMap<>();
        for (Field each : named) {
            Field name = each.get("name");
            Field first = seen.putIfAbsent(name.text(), name);
            if (first != null) {
                throw name.error("duplicate name '" + name.text() + "'; the first is at "
                        + first.sources().place(first.pointer()));
            }
        }
    }

    private List<PopulationSpec> populations(long seed, List<MarketSpec> markets, List<AssetSpec> assets) {
        PopulationResolver resolver = new PopulationResolver(seed, markets, assets);
        List<PopulationSpec> populations = new ArrayList<>();
        root.items("populations").forEach(field -> populations.add(resolver.resolve(field)));
        root.find("accounts").ifPresent(field -> populations.add(AccountsCsv.read(field, directory, markets, assets)));
        if (populations.isEmpty() && !DebtResolver.isIn(root)) {
            throw root.error("no accounts; expected populations, accounts, or both");
        }
        long accounts = populations.stream().mapToLong(PopulationSpec::count).sum();
        if (accounts > ACCOUNT_LIMIT) {
            throw root.get("populations").error(accounts + " accounts; expected at most " + ACCOUNT_LIMIT);
        }
        populations.sort(Comparator.comparing(PopulationSpec::name));
        return List.copyOf(populations);
    }

    private static Observed observed(Field field) {
        Measure measure = measure(field);
        return new Observed(
                measure.key(),
                figure(field.get("value"), measure),
                field.get("source").text(),
                normal(field.find("factor")
                        .map(factor -> factor.node().decimalValue())
                        .orElse(BigDecimal.TWO)),
                field.flag("fitted", false));
    }

    private static Check check(Field field) {
        Measure measure = measure(field);
        String relation = field.exactlyOne("equals", "atLeast", "atMost");
        return new Check(
                measure.key(),
                switch (relation) {
                    case "equals" -> Check.Relation.EQUALS;
                    case "atLeast" -> Check.Relation.AT_LEAST;
                    default -> Check.Relation.AT_MOST;
                },
                figure(field.get(relation), measure));
    }

    private static Measure measure(Field field) {
        Field name = field.get("measure");
        return Measure.of(name.text()).orElseThrow(() -> name.error("unknown measure '" + name.text() + "'"));
    }

    /** The number with the fewest digits, so that equal numbers are equal objects. */
    static BigDecimal normal(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static BigDecimal figure(Field value, Measure measure) {
        String text = value.node().isNumber() ? value.node().decimalValue().toPlainString() : value.text();
        try {
            BigDecimal figure = switch (measure.unit()) {
                case USD -> text.equals("0") ? BigDecimal.ZERO : Quantity.dollars(text);
                case COUNT -> new BigDecimal(text.replace("_", ""));
                case RATIO -> {
                    var ratio = Quantity.ratio(text);
                    yield BigDecimal.valueOf(ratio.numerator())
                            .divide(BigDecimal.valueOf(ratio.denominator()), MathContext.DECIMAL64);
                }
                case SECONDS -> BigDecimal.valueOf(Quantity.duration(text), 3);
            };
            return normal(figure);
        } catch (ArithmeticException | IllegalArgumentException e) {
            String expected = switch (measure.unit()) {
                case USD -> "an amount such as 5.51bn USD";
                case COUNT -> "a number such as 19337";
                case RATIO -> "a ratio such as 40%";
                case SECONDS -> "a duration such as 61s";
            };
            throw value.error(measure.key() + " is '" + text + "'; expected " + expected)
                    .causedBy(e);
        }
    }
}
