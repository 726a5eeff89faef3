package io.backstop.lending.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.oracle.OracleRule.Frozen;
import io.backstop.lending.oracle.OracleRule.HardCoded;
import io.backstop.lending.oracle.OracleRule.Lagged;
import io.backstop.lending.oracle.OracleRule.Live;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A price that falls by one each second from 200. */
class OracleRuleTest {
    private final PriceHistory falling =
            millis -> millis < 0 ? OptionalLong.empty() : OptionalLong.of(200 - millis / 1_000);

    @Test
    void eachOracleSeesAnotherMoment() {
        assertThat(new Live().price(falling, 50_000)).hasValue(150);
        assertThat(new Lagged(20_000).price(falling, 50_000)).hasValue(170);
        assertThat(new Frozen(10_000).price(falling, 50_000)).hasValue(190);
        assertThat(new Frozen(10_000).price(falling, 5_000)).hasValue(195);
        assertThat(new HardCoded(200).price(falling, 50_000)).hasValue(200);
    }

    @Test
    void beforeTheFirstPriceThereIsNone() {
        assertThat(new Lagged(60_000).price(falling, 50_000)).isEmpty();
    }
}
