package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Options;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Money, depth, sizes, thresholds and caps ten times as large. */
class ScalingProperties {
    private static final long TEN = 10;

    @Property(shrinking = ShrinkingMode.OFF)
    void tenTimesTheMoneyGivesTenTimesTheResultWhereNoDivisionLeavesARest(@ForAll long seed) {
        Outcome one = Outcome.of(ExactScenario.of(seed, 1), 4, Options.plain());
        Assume.that(!isTakenFromBothSides(one));
        Outcome ten = Outcome.of(ExactScenario.of(seed, TEN), 4, Options.plain());

        assertThat(lines(ten, 1)).isEqualTo(lines(one, TEN));
    }

    /** Then a part of the inventory is closed at its share of what it cost, and that division may leave a rest. */
    private static boolean isTakenFromBothSides(Outcome outcome) {
        Set<Boolean> sides = outcome.facts().stream()
                .filter(Fact.PassSettled.class::isInstance)
                .flatMap(fact -> ((Fact.PassSettled) fact).liquidations().stream())
                .filter(liquidation ->
                        liquidation.exit() == Fact.Exit.FUND_TAKEOVER || liquidation.exit() == Fact.Exit.VAULT_TAKEOVER)
                .map(liquidation -> liquidation.size() > 0)
                .collect(Collectors.toSet());
        return sides.size() > 1;
    }

    /** Every line with its amounts multiplied. */
    private static List<String> lines(Outcome outcome, long by) {
        List<String> lines = new ArrayList<>();
        for (Fact fact : outcome.facts()) {
            switch (fact) {
                case Fact.PassSettled pass -> pass(lines, pass, by);
                case Fact.LevyCharged l ->
                    lines.add(times(by, l.accounts(), l.outside(), l.fund(), l.vault(), l.kept()));
                case Fact.TickClosed close -> close(lines, close, by);
                case Fact.RunOpened opened -> {}
                case Fact.RunClosed closed -> {}
                case DebtFact debt -> {}
            }
        }
        return lines;
    }

    private static void pass(List<String> lines, Fact.PassSettled pass, long by) {
        lines.add("pass " + pass.tick() + "." + pass.pass() + " " + Arrays.toString(pass.mark()));
        pass.liquidations()
                .forEach(l -> lines.add(l.account()
                        + l.exit()
                        + times(
                                by,
                                l.size(),
                                l.consideration(),
                                l.fee(),
                                l.realisedPnl(),
                                l.equityBefore(),
                                l.maintenanceMargin(),
                                l.bankruptcyValue())));
        pass.deleveragings()
                .forEach(d -> lines.add(d.estate()
                        + d.target()
                        + d.rank()
                        + times(by, d.size(), d.consideration(), d.realisedPnl(), d.estateRealisedPnl())));
        pass.unwinds()
                .forEach(u -> lines.add(u.holder() + "unwinds " + u.market()
                        + times(by, u.size(), u.consideration(), u.realisedPnl())));
        pass.transfers().forEach(t -> lines.add(t.from() + "to" + t.to() + times(by, t.amount())));
        pass.deficits().forEach(d -> lines.add(d.id() + times(by, d.amount(), d.carried(), d.open(), d.overshoot())));
    }

    private static void close(List<String> lines, Fact.TickClosed close, long by) {
        Fact.Funds funds = close.funds();
        lines.add("close " + close.tick() + " " + close.passes() + " " + close.ties()
                + times(by, close.outsideSize())
                + times(by, close.outsideEquity())
                + times(by, close.sellUsed())
                + times(
                        by,
                        funds.fundCash(),
                        funds.fundEquity(),
                        funds.vaultCash(),
                        funds.vaultEquity(),
                        funds.parent(),
                        close.dust(),
                        close.openBadDebt(),
                        close.deficitAtTrigger()));
    }

    private static String times(long by, long... amounts) {
        return Arrays.toString(Arrays.stream(amounts)
                .map(amount -> Math.multiplyExact(amount, by))
                .toArray());
    }
}
