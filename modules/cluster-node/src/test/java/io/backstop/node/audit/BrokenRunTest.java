package io.backstop.node.audit;

import static io.backstop.node.audit.Copies.first;
import static io.backstop.node.audit.Copies.more;
import static io.backstop.node.audit.Copies.moreOfFirst;
import static io.backstop.node.audit.Copies.with;
import static io.backstop.node.audit.StoredRun.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.AccountChange;
import io.backstop.account.AccountEvent;
import io.backstop.account.Levy;
import io.backstop.account.Trade;
import io.backstop.adl.AdlCommand.ClosedPair;
import io.backstop.adl.AdlEvent;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.insurance.FundChange;
import io.backstop.insurance.FundEvent;
import io.backstop.kernel.Event;
import io.backstop.margin.MarginEvent;
import io.backstop.market.MarketEvent;
import io.backstop.node.Invocation;
import io.backstop.node.audit.StoredRun.Found;
import io.backstop.simulation.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One damage to the journal of a sound run, and what the audit names. Forged events have a valid checksum and the chain is made anew
 * behind them, so that only what they say can give them away.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenRunTest {
    private final StoredRun run;
    private final String root;

    BrokenRunTest(@TempDir Path folder) {
        Path out = folder.resolve("run");
        Invocation done = Invocation.of(
                "run", AuditedScenario.in(folder), "--quiet", "--no-paired", "--partitions", "2", "--out", out);
        assertThat(done.exitCode()).as(done.err()).isZero();
        run = StoredRun.of(out);
        root = run.run().run() + "/run/0/RUN/run";
    }

    private static Break broken(StoredRun damaged, String name) {
        return damaged.broken(name);
    }

    private static void assertAt(Break found, String entity, long event) {
        assertThat(found.entity()).as(found.toString()).isEqualTo(entity);
        assertThat(found.event()).as(found.toString()).isEqualTo(event);
    }

    private <E extends Event> Found event(Class<E> type, Predicate<E> condition) {
        return run.first(type, (id, event) -> condition.test(event));
    }

    /** An event of an account that closed a part of its position. */
    private Found settled() {
        return event(
                AccountEvent.Settled.class, event -> !event.change().trades().isEmpty() && event.opening() == null);
    }

    private StoredRun account(UnaryOperator<AccountChange> change) {
        return run.forged(settled(), event -> with((AccountEvent.Settled) event, "change", change));
    }

    private <F extends Fact> StoredRun fact(Class<F> type, Predicate<F> condition, UnaryOperator<F> change) {
        return run.forged(type, condition, change);
    }

    private StoredRun close(UnaryOperator<Fact.TickClosed> change) {
        return fact(Fact.TickClosed.class, close -> close.tick() == 5, change);
    }

    private StoredRun levy(UnaryOperator<Fact.LevyCharged> change) {
        return fact(Fact.LevyCharged.class, charged -> charged.tick() == 5, change);
    }

    private StoredRun fund(String field, long amount) {
        Found posted = event(FundEvent.Posted.class, event -> true);
        return run.forged(
                posted,
                event -> with((FundEvent.Posted) event, "change", (FundChange change) -> more(change, field, amount)));
    }

    // nothing broken

    @Test
    void aSoundRunHoldsAndEachCheckSaysHowMuchItSaw() {
        RunAudit.Outcome outcome = run.audited();

        assertThat(outcome.lines()).noneMatch(line -> line.verdict() == Verdict.BROKEN);
        assertThat(outcome.lines())
                .filteredOn(line -> line.verdict() == Verdict.NOTHING_TO_CHECK)
                .extracting(Line::name)
                .containsExactly("I6", "I10");
        assertThat(outcome.events()).isEqualTo(run.rows().size());
        assertThat(outcome.lastTick()).isEqualTo(40);
        assertThat(outcome.followed()).isTrue();
    }

    @Test
    void anInterruptedRunHoldsAsFarAsItCameWhereverItStopped() {
        for (int rows = 1; rows < run.rows().size(); rows += 37) {
            RunAudit.Outcome outcome = run.until(rows).audited();
            assertThat(outcome.holds())
                    .as("after %d rows: %s", rows, outcome.lines())
                    .isTrue();
            assertThat(line(outcome, "R8").verdict()).isEqualTo(Verdict.NOTHING_TO_CHECK);
        }
    }

    // R1 to R8

    @Test
    void r1AMicroDollarMoreInAnAccountsEvent() {
        Found settled = settled();
        Break found = broken(account(change -> more(change, "cash", 1)), "R1");

        assertAt(found, settled.path(), settled.number());
        assertThat(found.amount()).isEqualTo(1);
        assertThat(found.what()).isEqualTo("cash");
    }

    @Test
    void r1AnotherOpening() {
        Found firstEvent = event(AccountEvent.Settled.class, event -> event.opening() != null);
        StoredRun forged = run.forged(
                firstEvent,
                event -> with((AccountEvent.Settled) event, "opening", opening -> more((Record) opening, "cash", -5)));
        Break found = broken(forged, "R1");

        assertAt(found, firstEvent.path(), firstEvent.number());
        assertThat(found.amount()).isEqualTo(-5);
    }

    @Test
    void r2AnEventOnceMore() {
        Found settled = settled();
        Break found = broken(run.repeated(settled.path()), "R2");

        assertAt(found, settled.path(), run.last(settled.path()) + 1);
        assertThat(found.what()).contains("made in step");
    }

    @Test
    void r3AndR4TheLastRowOfAnAccountMissing() {
        Found settled = settled();
        long last = run.last(settled.path());
        StoredRun lost = run.without(settled.path(), last, last);

        assertAt(broken(lost, "R3"), settled.path(), last);
        assertAt(broken(lost, "R4"), settled.path(), last);
    }

    @Test
    void r4AMissingRow() {
        String engine =
                run.first(MarginEvent.Settled.class, (id, event) -> true).path();

        assertAt(broken(run.without(engine, 3, 3), "R4"), engine, 3);
        assertAt(broken(run.without(root, 3, 3), "R4"), root, 3);
    }

    @Test
    void r4AHole() {
        String engine =
                run.first(MarginEvent.Settled.class, (id, event) -> true).path();

        assertAt(broken(run.without(engine, 5, 25), "R4"), engine, 5);
        assertAt(broken(run.without(root, 5, 25), "R4"), root, 5);
    }

    @Test
    void r4AFlippedBit() {
        Found settled = settled();
        Break found = broken(run.flipped(settled.path(), settled.number()), "R4");

        assertAt(found, settled.path(), settled.number());
        assertThat(found.what()).contains("checksum");
    }

    @Test
    void r4TheLastRowsOfTheRunMissing() {
        long last = run.last(root);

        assertAt(broken(run.without(root, last - 4, last), "R4"), root, last - 4);
    }

    @Test
    void r5TwoWritersInTurn() {
        String engine =
                run.first(MarginEvent.Settled.class, (id, event) -> true).path();
        StoredRun other = run.writtenBy(engine, 4, "another");

        assertAt(broken(other, "R5"), engine, 5);
        assertThat(broken(other, "R5").what()).contains(run.writer(engine, 5)).contains("another");
    }

    @Test
    void r6AnEventThatIsNotWhatItsEntityDecides() {
        Found executed = event(MarketEvent.Executed.class, event -> event.sellSize() > 0);
        StoredRun forged = run.forged(executed, event -> more((MarketEvent.Executed) event, "sellValue", 1));

        assertAt(broken(forged, "R6"), executed.path(), executed.number());
    }

    @Test
    void r6AMarkOfAQuietTickThatThePathDoesNotGive() {
        Break found = broken(close(close -> moreOfFirst(close, "mark", 1)), "R6");

        assertThat(found.entity()).isEqualTo(root);
        assertThat(found.what()).contains("digest");
        assertThat(broken(
                                fact(
                                        Fact.PassSettled.class,
                                        pass -> true,
                                        pass -> moreOfFirst(pass, "previousMark", 7)),
                                "R6")
                        .tick())
                .isPositive();
    }

    @Test
    void r7AnotherRankInThePass() {
        StoredRun forged = fact(
                Fact.PassSettled.class,
                pass -> !pass.deleveragings().isEmpty(),
                pass -> with(
                        pass,
                        "deleveragings",
                        (List<Fact.Deleveraging> lines) -> first(lines, line -> more(line, "rank", 3))));
        Break found = broken(forged, "R7");

        assertThat(found.what()).contains("rank in the order of ADL");
        assertThat(found.amount()).isEqualTo(3);
        assertThat(found.entity()).contains("ADL_COORDINATOR");
    }

    @Test
    void r7AnotherTargetInTheCoordinatorsEvent() {
        Found recorded = event(AdlEvent.Recorded.class, event -> true);
        StoredRun forged = run.forged(
                recorded,
                event -> with(
                        (AdlEvent.Recorded) event,
                        "pairs",
                        (List<ClosedPair> pairs) -> first(pairs, pair -> more(pair, "target", 1))));

        assertAt(broken(forged, "R7"), recorded.path(), recorded.number());
    }

    @Test
    void r7AFundOverdrawnBeforeAnyAdl() {
        Break found = broken(fund("fundCash", -1_000_000), "R7");

        assertThat(found.what()).contains("before any ADL");
        assertThat(found.entity()).contains("INSURANCE_FUND");
    }

    @Test
    void r8ACompleteRunWithoutItsEnd() {
        long last = run.last(root);

        assertAt(broken(run.without(root, last, last), "R8"), root, last);
        assertThat(line(run.without(root, last, last).running().audited(), "R8").verdict())
                .isEqualTo(Verdict.NOTHING_TO_CHECK);
    }

    // I1 to I12; lending protocols and parties in another test

    @Test
    void i1I4I11AndI12AMicroDollarFromNowhere() {
        for (String name : List.of("I1", "I3", "I4", "I11", "I12")) {
            Break found = broken(account(change -> more(change, "cash", 1)), name);
            assertThat(found.entity()).isEqualTo(root);
            assertThat(Math.abs(found.amount())).as(name).isEqualTo(1);
        }
    }

    @Test
    void i2AUnitMoreOnOneSide() {
        Break found = broken(
                account(change ->
                        with(change, "trades", (List<Trade> trades) -> first(trades, trade -> more(trade, "size", 1)))),
                "I2");

        assertThat(found.amount()).isEqualTo(1);
        assertThat(found.what()).contains("sizes in market 0");
    }

    @Test
    void i5ALevyThatCollectsMoreThanItsFormula() {
        assertThat(broken(levy(charged -> more(charged, "accounts", 1)), "I5").what())
                .contains("collected from accounts");
        assertThat(broken(levy(charged -> more(charged, "fund", 1)), "I5").what())
                .contains("fund");
    }

    @Test
    void i5AnEngineThatChargesAnotherRate() {
        Found charged = event(MarginEvent.Charged.class, event -> true);
        StoredRun forged = run.forged(
                charged,
                event -> with(
                        (MarginEvent.Charged) event,
                        "levy",
                        (Levy levy) -> more((Levy.Funding) levy, "numerator", 1_000_000_000_000L)));

        assertThat(broken(forged, "R6").entity()).isEqualTo(charged.path());
        assertThat(broken(forged, "R1").what()).isNotEmpty();
    }

    @Test
    void i7AndI8BadDebtThatIsNotThere() {
        StoredRun forged = close(close -> more(close, "openBadDebt", 1));

        assertThat(Math.abs(broken(forged, "I7").amount())).isEqualTo(1);
        assertThat(Math.abs(broken(forged, "I8").amount())).isEqualTo(1);
        assertThat(broken(forged, "I8").tick()).isEqualTo(5);
    }

    @Test
    void i8ADeficitThatDoesNotAddUp() {
        StoredRun forged = fact(
                Fact.PassSettled.class,
                pass -> !pass.deficits().isEmpty(),
                pass -> with(
                        pass,
                        "deficits",
                        (List<Fact.Deficit> deficits) -> first(deficits, deficit -> more(deficit, "amount", 1))));

        assertThat(broken(forged, "I8").what()).contains("deficit");
    }

    @Test
    void i9AMicroDollarMoreInTheFund() {
        Break found = broken(fund("fundCash", 1), "I9");

        assertThat(found.amount()).isEqualTo(1);
        assertThat(broken(fund("fundCash", 1), "R1").entity()).contains("INSURANCE_FUND");
    }

    @Test
    void i11ALiquidationOfAnAccountThatHadEnoughMargin() {
        StoredRun forged = fact(
                Fact.PassSettled.class,
                pass -> !pass.liquidations().isEmpty(),
                pass -> with(
                        pass,
                        "liquidations",
                        (List<Fact.Liquidation> lines) -> first(lines, line -> more(line, "equityBefore", 1))));

        assertThat(broken(forged, "I11").what()).contains("equity before");
    }
}
