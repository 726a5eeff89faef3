package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.model.Ratio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "1_000_000 USD, 1000000000000",
        "8.2bn USD, 8200000000000000",
        "110M USD, 110000000000000",
        "500k USD, 500000000000",
        "0.000001 USD, 1",
        "5USD, 5000000",
        "-2.5 USD, -2500000",
    })
    void moneyIsMicroDollars(String text, long micros) {
        assertThat(Quantity.money(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "1s, 1000", "5m, 300000", "12m, 720000", "8h, 28800000", "1d, 86400000", "0.5s, 500"})
    void durationIsMilliseconds(String text, long millis) {
        assertThat(Quantity.duration(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "2.5%, 1, 40",
        "10 bps, 1, 1000",
        "2/3, 2, 3",
        "0.025, 1, 40",
        "-7.5%, -3, 40",
        "100%, 1, 1",
        "1/80, 1, 80"
    })
    void ratioIsExact(String text, long numerator, long denominator) {
        assertThat(Quantity.ratio(text)).isEqualTo(new Ratio(numerator, denominator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10M", "10 EUR", "USD", "1,000 USD", "ten USD", "1e6 USD", "10m USD"})
    void otherFormsAreNotMoney(String text) {
        assertThatThrownBy(() -> Quantity.money(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Quantity.money("0.0000001 USD")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Quantity.money("10_000bn USD")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Quantity.duration("0.5ms")).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Quantity.ratio("1/0")).isInstanceOf(IllegalArgumentException.class);
    }
}
