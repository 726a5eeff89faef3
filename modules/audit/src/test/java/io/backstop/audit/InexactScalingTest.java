package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ten times the money where divisions leave a rest. A size is a whole number of units, so an order of a tenth of 15 units is 1
 * unit and of 150 units 15: the result is ten times the other but for what rounding leaves, and for what follows if that moves a
 * mark by one or an account across a line. The difference is reported, and it fades as sizes grow.
 */
class InexactScalingTest {
    private static final long TEN = 10;
    private static final int SEEDS = 200;

    /** Liquidated and ADL notional of a run in micro-dollars, its lines without amounts, its marks, and a unit for each line. */
    private record Run(double flow, List<String> lines, List<String> marks, double units) {
        static Run of(ResolvedScenario scenario, long scale) {
            Outcome outcome = Outcome.of(Scaled.of(scenario, scale), 4, Options.plain());
            List<String> lines = new ArrayList<>();
            double flow = 0;
            double units = 0;
            for (Fact.PassSettled pass : outcome.passes().toList()) {
                for (Fact.Liquidation l : pass.liquidations()) {
                    lines.add(pass.tick() + l.account() + l.exit() + l.market());
                    flow += (double) Math.abs(l.size()) * pass.mark()[l.market()];
                    units += pass.mark()[l.market()];
                }
                for (Fact.Deleveraging d : pass.deleveragings()) {
                    lines.add(pass.tick() + d.estate().name() + d.target() + d.market());
                    flow += (double) Math.abs(d.size()) * pass.mark()[d.market()];
                    units += pass.mark()[d.market()];
                }
            }
            List<String> marks =
                    outcome.closes().map(close -> Arrays.toString(close.mark())).toList();
            return new Run(flow, lines, marks, units);
        }
    }

    private record Pair(Run one, Run ten) {
        static Pair of(long seed, long scale) {
            ResolvedScenario scenario = RandomScenario.of(seed);
            return new Pair(Run.of(scenario, scale), Run.of(scenario, TEN * scale));
        }

        boolean sameLines() {
            return one.lines().equals(ten.lines());
        }

        boolean sameMarks() {
            return one.marks().equals(ten.marks());
        }

        /** Micro-dollars in the run of ten times the money. */
        double difference() {
            return Math.abs(ten.flow() - TEN * one.flow());
        }

        double relative() {
            return one.flow() == 0 ? ten.flow() : difference() / (TEN * one.flow());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 50, 1e-2", "100, 10, 1e-4", "10000, 5, 1e-6"})
    void theDifferenceIsReportedAndFadesAsSizesGrow(long scale, int otherLines, double ninetyPercent) {
        List<Pair> pairs = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Pair.of(seed, scale))
                .toList();
        double[] relative = pairs.stream().mapToDouble(Pair::relative).sorted().toArray();
        long others = pairs.stream().filter(pair -> !pair.sameLines()).count();
        System.out.printf(
                Locale.ROOT,
                "From scale %d to %d: other lines in %d of %d scenarios, other marks in %d;"
                        + " forced flow differs by a share of %.1e (median), %.1e (90 %%), %.1e (most)%n",
                scale,
                TEN * scale,
                others,
                SEEDS,
                pairs.stream().filter(pair -> !pair.sameMarks()).count(),
                relative[SEEDS / 2],
                relative[SEEDS * 9 / 10],
                relative[SEEDS - 1]);

        assertThat(others).isLessThanOrEqualTo(otherLines);
        assertThat(relative[SEEDS * 9 / 10]).isLessThan(ninetyPercent);
        // Rounding down leaves less than a unit, which is less than ten of the larger run.
        assertThat(pairs)
                .filteredOn(pair -> pair.sameLines() && pair.sameMarks())
                .hasSizeGreaterThan(SEEDS / 3)
                .allSatisfy(pair -> assertThat(pair.difference())
                        .isLessThanOrEqualTo(TEN * pair.one().units()));
    }
}
