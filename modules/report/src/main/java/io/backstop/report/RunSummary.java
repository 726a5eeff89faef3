package io.backstop.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.scenario.Check;
import io.backstop.scenario.Measure;
import io.backstop.scenario.Observed;
import io.backstop.scenario.ResolvedScenario;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run in figures.
 *
 * @param ticks closed
 * @param values by measure; one that is not defined (a share of nothing) is absent
 * @param liquidatedByMarket {@link Measure#LIQUIDATED_NOTIONAL} of each market, in the order of market numbers
 */
public record RunSummary(
        ResolvedScenario scenario,
        String digest,
        long ticks,
        long accounts,
        long activeAccounts,
        Map<Measure, BigDecimal> values,
        List<BigDecimal> liquidatedByMarket) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final MathContext RATIO_DIGITS = new MathContext(4);

    /** Copies the values. */
    public RunSummary {
        EnumMap<Measure, BigDecimal> copy = new EnumMap<>(Measure.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
        liquidatedByMarket = List.copyOf(liquidatedByMarket);
    }

    /**
     * A check and how it went.
     *
     * @param outcome null if the measure is not defined in this run, which fails the check
     */
    public record CheckResult(Check check, @Nullable BigDecimal outcome, boolean passed) {}

    /**
     * A figure of the real event beside the outcome.
     *
     * @param outcome null if the measure is not defined in this run
     * @param ratio outcome over figure, four digits; null without an outcome or for a figure of zero
     */
    public record ObservedResult(
            Observed observed,
            @Nullable BigDecimal outcome,
            @Nullable BigDecimal ratio,
            boolean within) {}

    /** A measure's value, if it is defined in this run. */
    public Optional<BigDecimal> value(Measure measure) {
        return Optional.ofNullable(values.get(measure));
    }

    private @Nullable BigDecimal outcome(String key) {
        return Measure.of(key).map(values::get).orElse(null);
    }

    /** All checks of the scenario, in its order. */
    public List<CheckResult> checks() {
        return scenario.checks().stream().map(this::verify).toList();
    }

    private CheckResult verify(Check check) {
        BigDecimal outcome = outcome(check.measure());
        return new CheckResult(check, outcome, outcome != null && holds(check, outcome));
    }

    private static boolean holds(Check check, BigDecimal outcome) {
        int order = outcome.compareTo(check.value());
        return switch (check.relation()) {
            case EQUALS -> order == 0;
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
        };
    }

    /** The checks that did not hold. */
    public List<CheckResult> failedChecks() {
        return checks().stream().filter(result -> !result.passed()).toList();
    }

    /** The observed figures beside the outcome, in the scenario's order. */
    public List<ObservedResult> observed() {
        return scenario.observed().stream().map(this::compare).toList();
    }

    private ObservedResult compare(Observed observed) {
        BigDecimal outcome = outcome(observed.measure());
        if (outcome == null || observed.value().signum() == 0) {
            boolean bothNothing = outcome != null && outcome.signum() == 0;
            return new ObservedResult(observed, outcome, null, bothNothing);
        }
        BigDecimal ratio = outcome.divide(observed.value(), RATIO_DIGITS);
        return new ObservedResult(observed, outcome, ratio, within(observed, outcome));
    }

    /** Whether both have one sign and figure/factor <= outcome <= figure*factor in size, without a division. */
    private static boolean within(Observed observed, BigDecimal outcome) {
        BigDecimal figure = observed.value().abs();
        BigDecimal size = outcome.abs();
        return outcome.signum() == observed.value().signum()
                && size.compareTo(figure.multiply(observed.factor())) <= 0
                && size.multiply(observed.factor()).compareTo(figure) >= 0;
    }

    /** The object of {@code --json} and {@code summary.json}: what a second run of the same scenario repeats byte for byte. */
    public ObjectNode toJson() {
        ObjectNode json = JSON.objectNode();
        json.put("scenario", scenario.name());
        json.put("seed", scenario.seed());
        json.put("venue", scenario.venue().name());
        json.put("preset", scenario.venue().preset());
        json.put("digest", digest);
        json.put("ticks", ticks);
        json.put("tickMillis", scenario.tickMillis());
        json.put("accounts", accounts);
        json.put("activeAccounts", activeAccounts);
        values.forEach((measure, value) -> put(json, measure.key(), measure.unit(), value));
        ObjectNode byMarket = json.putObject("liquidatedByMarket");
        for (int m = 0; m < liquidatedByMarket.size(); m++) {
            byMarket.put(scenario.markets().get(m).name(), plain(liquidatedByMarket.get(m)));
        }
        ArrayNode failed = json.putArray("failedChecks");
        failedChecks().forEach(result -> failed.add(json(result)));
        ArrayNode observed = json.putArray("observed");
        observed().forEach(result -> observed.add(json(result)));
        return json;
    }

    private static void put(ObjectNode json, String key, Measure.Unit unit, @Nullable BigDecimal value) {
        if (value == null) {
            json.putNull(key);
            return;
        }
        switch (unit) {
            case USD -> json.put(key, plain(value));
            case COUNT -> json.put(key, value.longValueExact());
            case RATIO, SECONDS -> json.set(key, JSON.numberNode(new BigDecimal(plain(value))));
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static ObjectNode json(CheckResult result) {
        ObjectNode json = JSON.objectNode();
        json.put("measure", result.check().measure());
        json.put("relation", result.check().relation().name());
        json.put("value", plain(result.check().value()));
        putPlain(json, "outcome", result.outcome());
        return json;
    }

    private static ObjectNode json(ObservedResult result) {
        ObjectNode json = JSON.objectNode();
        json.put("measure", result.observed().measure());
        json.put("figure", plain(result.observed().value()));
        putPlain(json, "outcome", result.outcome());
        putPlain(json, "ratio", result.ratio());
        json.put("factor", plain(result.observed().factor()));
        json.put("within", result.within());
        json.put("fitted", result.observed().fitted());
        json.put("source", result.observed().source());
        return json;
    }

    private static void putPlain(ObjectNode json, String key, @Nullable BigDecimal value) {
        if (value == null) {
            json.putNull(key);
        } else {
            json.put(key, plain(value));
        }
    }
}
