package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.List;
import org.junit.jupiter.api.Test;

class CascadeTest {
    @Test
    void furfinesCreditorFallsWhenItLosesMoreThanItsCapital() {
        // a chain: 0 owes 1 ten, 1 owes 2 ten
        ObligationNetwork chain = ObligationNetwork.of(3, List.of(new Debt(0, 1, 10), new Debt(1, 2, 10)));
        boolean[] first = {true, false, false};
        assertThat(FurfineCascade.of(chain, new long[] {0, 9, 9}, first, Ratio.ZERO)
                        .defaultSets())
                .containsExactly(List.of(0), List.of(0, 1), List.of(0, 1, 2));
        assertThat(FurfineCascade.of(chain, new long[] {0, 10, 9}, first, Ratio.ZERO)
                        .inDefault())
                .containsExactly(true, false, false);
        assertThat(FurfineCascade.of(chain, new long[] {0, 9, 4}, first, Ratio.of(1, 2))
                        .inDefault())
                .containsExactly(true, false, false);
    }

    @Test
    void aClosedCycleThatLosesMoneyEndsWithSomebodyWhoPaysNothing() {
        // net external assets 1, -3, -1/2 and debts 4, 3, 2 around a ring: 0 pays its 1, the others nothing
        ObligationNetwork ring =
                ObligationNetwork.of(3, List.of(new Debt(0, 1, 40), new Debt(1, 2, 30), new Debt(2, 0, 20)));
        long[] outside = {10, -30, -5};
        assertThat(Clearing.clear(ring, outside, ClearingRule.EISENBERG_NOE).paid())
                .containsExactly(10, 0, 0);
        assertThat(FictitiousDefault.of(ring, outside, ClearingRule.EISENBERG_NOE)
                        .payments())
                .containsExactly(Rational.of(10), Rational.ZERO, Rational.ZERO);
    }

    @Test
    void exponentialSalesSplitSquareRootSalesDoNot() {
        double beta = PriceCurve.EXPONENTIAL.calibrate(0.1, 0.1);
        double once = PriceCurve.EXPONENTIAL.factor(beta, 0.2);
        double half = PriceCurve.EXPONENTIAL.factor(beta, 0.1);
        assertThat(half * half).isCloseTo(once, within(1e-15));
        double y = PriceCurve.SQUARE_ROOT.calibrate(0.1, 0.1);
        double halfRoot = PriceCurve.SQUARE_ROOT.factor(y, 0.1);
        assertThat(halfRoot * halfRoot).isLessThan(PriceCurve.SQUARE_ROOT.factor(y, 0.2) - 0.04);
    }

    @Test
    void aLargerShockMayLeaveFewerDefaults() {
        // the same three banks in a market of 600 units: with the larger shock the third sells a round earlier
        assertThat(defaults(0.04)).isEqualTo(3);
        assertThat(defaults(0.05)).isEqualTo(2);
    }

    private static long defaults(double shock) {
        List<FireSale.Bank> banks = List.of(
                new FireSale.Bank(40, 60, 94, false),
                new FireSale.Bank(25, 40, 61, false),
                new FireSale.Bank(60, 20, 74, false));
        FireSale.Depth depth =
                new FireSale.Depth(600, PriceCurve.EXPONENTIAL, PriceCurve.EXPONENTIAL.calibrate(0.1, 0.1));
        FireSale sale = FireSale.of(banks, 1 - shock, new FireSale.Thresholds(0.03, 0.04, 0.05), depth, 100);
        return sale.banks().stream().filter(FireSale.Bank::inDefault).count();
    }

    @Test
    void debtIsCountedGrossNetAndOnce() {
        ObligationNetwork network = ObligationNetwork.of(
                3,
                List.of(
                        new Debt(0, 1, 100),
                        new Debt(1, 0, 70),
                        new Debt(1, 2, 50),
                        new Debt(2, ObligationNetwork.OUTSIDE, 5)));
        assertThat(DebtFigures.of(network, new boolean[] {false, false, true, false}))
                .isEqualTo(new DebtFigures(225, 85, 175));
    }
}
