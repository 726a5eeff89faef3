package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.debt.ReserveSpec;
import java.util.ArrayList;
import java.util.List;

/** Names and units of the scenario's assets, and of dollars. */
record AssetUnits(List<AssetSpec> assets) {
    private static final String USD = "USD";

    /** Names in the order of numbers. */
    List<String> names() {
        return assets.stream().map(AssetSpec::name).toList();
    }

    String name(int asset) {
        return asset == ReserveSpec.USD ? USD : assets.get(asset).name();
    }

    /** The number of a named asset, dollars allowed. */
    int number(Field name) {
        List<String> withDollars = new ArrayList<>(names());
        withDollars.add(USD);
        int number = name.numberIn("asset", withDollars);
        return number == assets.size() ? ReserveSpec.USD : number;
    }

    /** Units, 0 or more. */
    long units(Field field, int asset) {
        if (asset != ReserveSpec.USD) {
            return field.units(assets.get(asset).unitDecimals());
        }
        field.require(field.text(), text -> text.endsWith(USD), "dollars such as 63.6M USD");
        return field.nonNegativeMoney();
    }

    /** Units, or {@link Long#MAX_VALUE} for none. */
    long unitsOrNone(Field field, int asset) {
        return field.text().equals("none") ? Long.MAX_VALUE : units(field, asset);
    }

    /** Units in words. */
    String format(long units, int asset) {
        return asset == ReserveSpec.USD
                ? Money.format(units) + " USD"
                : Money.decimal(units, assets.get(asset).unitDecimals()) + " " + name(asset);
    }
}
