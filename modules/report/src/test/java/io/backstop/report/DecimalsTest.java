package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Money;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DecimalsTest {
    private final Decimals decimals = new Decimals();

    @Property
    void writesWhatBigDecimalWrites(@ForAll long units, @ForAll @IntRange(max = 18) int places) {
        assertThat(decimals.decimal(units, places)).isEqualTo(Money.decimal(units, places));
    }

    @Example
    void writesDollars() {
        assertThat(decimals.money(-12_500_000)).isEqualTo("-12.5");
        assertThat(decimals.money(1)).isEqualTo("0.000001");
        assertThat(decimals.money(0)).isEqualTo("0");
        assertThat(decimals.money(Long.MIN_VALUE)).isEqualTo("-9223372036854.775808");
    }
}
