package io.backstop.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.backstop.model.Money;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The series that the report's script draws, as compact JSON: dollars whole, prices as the market writes them. */
final class ReportData {
    private static final int LORENZ_STEPS = 200;

    private final Decimals decimals = new Decimals();
    private final StringBuilder json = new StringBuilder(1 << 18);
    private final ResolvedScenario scenario;
    private final RunSeries series;
    private final int points;

    ReportData(ResolvedScenario scenario, RunSeries series) {
        this.scenario = scenario;
        this.series = series;
        this.points = series.points();
    }

    /** The object. */
    String json(DeficitBook deficits, AdlIncidence incidence) {
        json.append("{\"t\":");
        array(points, point -> decimals.decimal(Math.round(series.seconds(point) * 1000), 3));
        markets();
        balances();
        layers(deficits);
        json.append(",\"inLiquidation\":");
        array(points, point -> Long.toString(series.inLiquidation()[point]));
        lorenz(incidence);
        return json.append('}').toString();
    }

    private void markets() {
        json.append(",\"exits\":");
        strings(Flow.values(), Flow::label);
        json.append(",\"markets\":[");
        for (int m = 0; m < scenario.markets().size(); m++) {
            market(m, scenario.markets().get(m));
        }
        json.append(']');
    }

    private void market(int m, MarketSpec market) {
        json.append(m == 0 ? "{\"name\":" : ",{\"name\":");
        string(market.name());
        json.append(",\"index\":");
        array(points, point -> decimals.decimal(series.index(m)[point], market.priceDecimals()));
        json.append(",\"mark\":");
        array(points, point -> decimals.decimal(series.mark(m)[point], market.priceDecimals()));
        json.append(",\"flow\":[");
        for (Flow exit : Flow.values()) {
            comma();
            dollars(series.flow(exit, m));
        }
        json.append("]}");
    }

    private void balances() {
        json.append(",\"balances\":{");
        for (RunSeries.Balance kind : RunSeries.Balance.values()) {
            comma();
            string(kind.name().toLowerCase(Locale.ROOT));
            json.append(":{\"label\":");
            string(kind.label());
            json.append(",\"v\":");
            dollars(series.path(kind));
            json.append('}');
        }
        json.append('}');
    }

    private void layers(DeficitBook deficits) {
        json.append(",\"layers\":[");
        for (Fact.Layer layer : Fact.Layer.values()) {
            layer(ReportText.layer(layer), deficits.paidIn(layer));
            json.append(',');
        }
        layer("bad debt", deficits.openIn());
        json.append(']');
    }

    private void layer(String name, long[] amounts) {
        json.append("{\"label\":");
        string(name);
        json.append(",\"v\":");
        dollars(amounts);
        json.append('}');
    }

    private void lorenz(AdlIncidence incidence) {
        json.append(",\"lorenz\":");
        if (incidence.isEmpty()) {
            json.append("[]");
            return;
        }
        double[] curve = incidence.lorenz(LORENZ_STEPS);
        array(curve.length, step -> decimals.decimal(Math.round(curve[step] * 1_000_000), 6));
    }

    /** Whole dollars; a series of zeros alone is an empty array. */
    private void dollars(long[] micros) {
        boolean any = false;
        for (int point = 0; point < points; point++) {
            any |= micros[point] != 0;
        }
        array(any ? points : 0, point -> Long.toString(Math.round((double) micros[point] / Money.MICROS)));
    }

    private void array(int length, IntFunction<String> element) {
        json.append('[');
        for (int i = 0; i < length; i++) {
            json.append(i == 0 ? "" : ",").append(element.apply(i));
        }
        json.append(']');
    }

    private <T> void strings(T[] values, Function<T, String> text) {
        json.append('[');
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ",");
            string(text.apply(values[i]));
        }
        json.append(']');
    }

    /** A comma unless an array or object has just begun. */
    private void comma() {
        char before = json.charAt(json.length() - 1);
        if (before != '[' && before != '{') {
            json.append(',');
        }
    }

    private void string(String text) {
        json.append('"');
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            json.append(c);
        }
        json.append('"');
    }
}
