package io.backstop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RationalTest {
    @Test
    void isInLowestTermsWithAPositiveDenominator() {
        assertThat(Rational.of(6, -4)).hasToString("-3/2");
        assertThat(Rational.of(new BigDecimal("0.0125"))).isEqualTo(Rational.of(1, 80));
        assertThat(Rational.of(new BigDecimal("1e3"))).isEqualTo(Rational.of(1000));
        assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsInTheNamedDirection() {
        assertThat(Rational.of(-5, 2).round(Rounding.FLOOR)).isEqualTo(-3);
        assertThat(Rational.of(-5, 2).round(Rounding.CEILING)).isEqualTo(-2);
        assertThat(Rational.of(-5, 2).round(Rounding.HALF_EVEN)).isEqualTo(-2);
        assertThat(Rational.of(2, 3).toDecimal(3, Rounding.HALF_EVEN)).isEqualTo("0.667");
    }

    @Property
    void divisionUndoesMultiplication(
            @ForAll long a, @ForAll @LongRange(min = 1) long b, @ForAll @LongRange(min = 1) long c) {
        Rational x = Rational.of(a, b);
        Rational y = Rational.of(c, b);
        assertThat(x.times(y).dividedBy(y)).isEqualTo(x);
        assertThat(x.plus(y).minus(y)).isEqualTo(x);
        assertThat(x.clamp(y.negate(), y).abs()).isLessThanOrEqualTo(y);
    }

    @Test
    void largestRemaindersGetTheUnitsThatAreLeft() {
        assertThat(LargestRemainder.split(10, new long[] {1, 1, 1})).containsExactly(4, 3, 3);
        assertThat(LargestRemainder.split(10, new long[] {2, 6, 7})).containsExactly(1, 4, 5);
        assertThat(LargestRemainder.split(10, new long[] {0, 0})).containsExactly(0, 0);
    }

    @Property
    void largestRemainderSharesAreTheExactShareRoundedUpOrDown(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000_000L) long total,
            @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 1, max = 1_000_000_000_000_000_000L) Long> weights) {
        long[] weight = weights.stream().mapToLong(w -> w).toArray();
        long sum = Arrays.stream(weight).sum();
        long[] shares = LargestRemainder.split(total, weight);
        assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
        for (int i = 0; i < shares.length; i++) {
            assertThat(shares[i])
                    .isBetween(
                            FixedPoint.multiplyDivide(total, weight[i], sum, Rounding.FLOOR),
                            FixedPoint.multiplyDivide(total, weight[i], sum, Rounding.CEILING));
        }
    }
}
