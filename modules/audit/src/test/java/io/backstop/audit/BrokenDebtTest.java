package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.simulation.Books;
import io.backstop.simulation.DebtFact.Claim;
import io.backstop.simulation.DebtFact.DebtClosed;
import io.backstop.simulation.DebtFact.Default;
import io.backstop.simulation.DebtFact.EstatePayment;
import io.backstop.simulation.DebtFact.LendingSettled;
import io.backstop.simulation.DebtFact.PartiesSettled;
import io.backstop.simulation.DebtFact.ReserveFigures;
import io.backstop.simulation.DebtFact.TokenRedemption;
import io.backstop.simulation.DebtHoldings;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.InvariantBroken;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One falsehood in the books of a sound run, and the invariant that finds it. */
class BrokenDebtTest {
    private static final Linked RUN = Linked.run();

    /** Breaks the first close in which there is something to break, after all closes before it were checked. */
    private static void assertBroken(String invariant, Function<Books, @Nullable Books> falsehood) {
        Invariants invariants = new Invariants();
        for (Books books : RUN.closes()) {
            Books broken = falsehood.apply(books);
            if (broken != null) {
                assertThatThrownBy(() -> invariants.check(broken))
                        .isInstanceOfSatisfying(
                                InvariantBroken.class,
                                found -> assertThat(found.getMessage())
                                        .contains(invariant + " ")
                                        .contains("tick " + books.close().tick()));
                return;
            }
            invariants.check(books);
        }
        throw new AssertionError("nothing to break");
    }

    private static Books with(Books b, List<Fact> facts, @Nullable DebtHoldings debt) {
        return new Books(
                b.venue(),
                b.opened(),
                b.opening(),
                b.previous(),
                facts,
                b.close(),
                b.totals(),
                b.markets(),
                b.fund(),
                debt);
    }

    // what is held

    private static void assertHoldingBroken(String invariant, UnaryOperator<DebtHoldings> falsehood) {
        assertBroken(invariant, books -> {
            DebtHoldings debt = books.debt();
            return debt == null || books.close().tick() < 50 ? null : with(books, books.facts(), falsehood.apply(debt));
        });
    }

    private static DebtHoldings with(
            DebtHoldings h, List<LendingPool> pools, LendingTotals first, long partyCash, DebtClosed closed) {
        return new DebtHoldings(
                h.opened(), pools, List.of(first, h.totals().get(1)), partyCash, h.partyUnits(), closed);
    }

    private static long[] plus(long[] amounts, int at, long more) {
        long[] sums = amounts.clone();
        sums[at] += more;
        return sums;
    }

    private static LendingPool withKeepers(LendingPool p, long[] keepers) {
        return new LendingPool(
                p.asOf(),
                p.reserves(),
                p.publicSupply(),
                p.safety(),
                keepers,
                p.deficits(),
                p.redemptions(),
                p.sightings(),
                p.minted(),
                p.house());
    }

    @Test
    void aDollarMoreThanThereWas() {
        assertHoldingBroken("I1", h -> with(h, h.pools(), h.totals().getFirst(), h.partyCash() + 1, h.closed()));
    }

    @Test
    void aDebtThatTheReserveDoesNotCount() {
        assertHoldingBroken("I6", h -> {
            LendingTotals t = h.totals().getFirst();
            return with(
                    h,
                    h.pools(),
                    new LendingTotals(
                            t.accounts(), t.borrowers(), t.supplied(), plus(t.owed(), 0, 1), t.wallet(), t.cash()),
                    h.partyCash(),
                    h.closed());
        });
    }

    @Test
    void aClaimThatTheReserveDoesNotCount() {
        assertHoldingBroken("I6", h -> {
            LendingTotals t = h.totals().getFirst();
            return with(
                    h,
                    h.pools(),
                    new LendingTotals(
                            t.accounts(), t.borrowers(), plus(t.supplied(), 1, 1), t.owed(), t.wallet(), t.cash()),
                    h.partyCash(),
                    h.closed());
        });
    }

    @Test
    void aKeeperThatHoldsLessThanNothing() {
        assertHoldingBroken("I7", h -> {
            LendingPool pool = h.pools().getFirst();
            LendingPool broken = withKeepers(pool, new long[] {-1});
            return with(
                    h,
                    List.of(broken, h.pools().get(1)),
                    h.totals().getFirst(),
                    h.partyCash() + pool.keepers()[0] + 1,
                    h.closed());
        });
    }

    @Test
    void moneyThatWentFromAKeeperToAPartyWithoutALine() {
        assertHoldingBroken("I6", h -> {
            LendingPool pool = h.pools().getFirst();
            LendingPool broken = withKeepers(pool, plus(pool.keepers(), 0, -1));
            return with(h, List.of(broken, h.pools().get(1)), h.totals().getFirst(), h.partyCash() + 1, h.closed());
        });
        assertHoldingBroken("I3", h -> {
            LendingTotals t = h.totals().getFirst();
            return with(
                    h,
                    h.pools(),
                    new LendingTotals(t.accounts(), t.borrowers(), t.supplied(), t.owed(), t.wallet(), t.cash() - 1),
                    h.partyCash() + 1,
                    h.closed());
        });
    }

    private static DebtClosed withFirst(DebtClosed c, ReserveFigures first) {
        List<ReserveFigures> reserves = new ArrayList<>(c.reserves());
        reserves.set(0, first);
        return new DebtClosed(
                c.tick(),
                c.assetIndex(),
                c.assetMark(),
                c.nav(),
                reserves,
                c.protocols(),
                c.parties(),
                c.claims(),
                c.inDefault(),
                c.passes());
    }

    private static ReserveFigures moreDebt(ReserveFigures f, long more) {
        return new ReserveFigures(
                f.protocol(),
                f.reserve(),
                f.price(),
                f.cash(),
                f.debt() + more,
                f.supply(),
                f.treasury(),
                f.deficit(),
                f.utilisation(),
                f.borrowRate());
    }

    @Test
    void aPublishedDebtThatIsNotTheReserves() {
        assertHoldingBroken(
                "I6",
                h -> with(
                        h,
                        h.pools(),
                        h.totals().getFirst(),
                        h.partyCash(),
                        withFirst(h.closed(), moreDebt(h.closed().reserves().getFirst(), 1))));
    }

    // lines of lending protocols

    /** Breaks the first fact that can be broken. */
    private static void assertFactBroken(String invariant, Function<Fact, @Nullable Fact> falsehood) {
        assertBroken(invariant, books -> {
            List<Fact> facts = new ArrayList<>(books.facts());
            for (int at = 0; at < facts.size(); at++) {
                Fact broken = falsehood.apply(facts.get(at));
                if (broken != null) {
                    facts.set(at, broken);
                    return with(books, facts, books.debt());
                }
            }
            return null;
        });
    }

    private static void assertOutcomeBroken(
            String invariant, Function<LendingOutcome, @Nullable LendingOutcome> falsehood) {
        assertFactBroken(invariant, fact -> {
            if (!(fact instanceof LendingSettled s)) {
                return null;
            }
            List<LendingOutcome> outcomes = new ArrayList<>(s.outcomes());
            for (int at = 0; at < outcomes.size(); at++) {
                LendingOutcome broken = falsehood.apply(outcomes.get(at));
                if (broken != null) {
                    outcomes.set(at, broken);
                    return new LendingSettled(s.tick(), s.pass(), s.phase(), s.assetMark(), s.hedges(), outcomes);
                }
            }
            return null;
        });
    }

    private static @Nullable LendingOutcome withLine(
            LendingOutcome o, Function<LendingLine, @Nullable List<LendingLine>> falsehood) {
        List<LendingLine> lines = new ArrayList<>();
        boolean isBroken = false;
        for (LendingLine line : o.lines()) {
            List<LendingLine> instead = isBroken ? null : falsehood.apply(line);
            isBroken |= instead != null;
            lines.addAll(instead == null ? List.of(line) : instead);
        }
        return isBroken ? new LendingOutcome(o.protocol(), o.pool(), o.accounts(), o.executions(), lines) : null;
    }

    @Test
    void aDeficitThatIsPaidTwice() {
        assertOutcomeBroken(
                "I8",
                o -> withLine(o, line -> line instanceof LendingLine.DeficitPaid paid ? List.of(paid, paid) : null));
    }

    @Test
    void aDeficitWithoutItsPayer() {
        assertOutcomeBroken("I8", o -> withLine(o, line -> line instanceof LendingLine.DeficitPaid ? List.of() : null));
    }

    @Test
    void aDeficitThatNoLineSays() {
        assertOutcomeBroken("I8", o -> withLine(o, line -> line instanceof LendingLine.Deficit ? List.of() : null));
    }

    @Test
    void aLiquidationThatTheMarketDidNotPayFor() {
        assertOutcomeBroken(
                "I11",
                o -> withLine(
                        o,
                        line -> line instanceof LendingLine.Liquidated l
                                ? List.of(new LendingLine.Liquidated(
                                        l.account(),
                                        l.keeper(),
                                        l.weighted(),
                                        l.debt(),
                                        l.debtReserve(),
                                        l.repaid(),
                                        l.cost(),
                                        l.collateralReserve(),
                                        l.seized(),
                                        l.fee(),
                                        l.proceeds() + 1))
                                : null));
    }

    @Test
    void anExecutionThatNoLineSays() {
        assertOutcomeBroken("I11", o -> {
            if (o.executions().isEmpty()) {
                return null;
            }
            Execution e = o.executions().getFirst();
            Execution broken = new Execution(e.asset(), e.sellSize() + 1, e.sellValue(), e.buySize(), e.buyValue());
            return new LendingOutcome(o.protocol(), o.pool(), o.accounts(), List.of(broken), o.lines());
        });
    }

    @Test
    void anAccountThatIsPaidWithoutALine() {
        assertOutcomeBroken("I3", o -> {
            if (o.accounts().isEmpty()) {
                return null;
            }
            List<LendingChange> accounts = new ArrayList<>(o.accounts());
            LendingChange c = accounts.getFirst();
            accounts.set(
                    0,
                    new LendingChange(
                            c.account(), c.tick(), c.pass(), c.supplied(), c.owed(), c.wallet(), c.cash() + 1));
            return new LendingOutcome(o.protocol(), o.pool(), accounts, o.executions(), o.lines());
        });
    }

    @Test
    void marginThatArrivesAndNeverLeft() {
        assertFactBroken(
                "I1",
                fact -> fact instanceof LendingSettled s && !s.hedges().isEmpty()
                        ? new LendingSettled(s.tick(), s.pass(), s.phase(), s.assetMark(), List.of(), s.outcomes())
                        : null);
    }

    @Test
    void aMarkThatMovedInsideTheTick() {
        assertFactBroken(
                "I11",
                fact -> fact instanceof LendingSettled s
                        ? new LendingSettled(
                                s.tick(), s.pass(), s.phase(), plus(s.assetMark(), 0, 1), s.hedges(), s.outcomes())
                        : null);
    }

    // lines of parties

    private static void assertDefaultBroken(String invariant, UnaryOperator<Default> falsehood) {
        assertFactBroken(
                invariant,
                fact -> fact instanceof PartiesSettled s && !s.defaults().isEmpty()
                        ? new PartiesSettled(
                                s.tick(),
                                s.pass(),
                                s.occasion(),
                                s.flows(),
                                List.of(falsehood.apply(s.defaults().getFirst())),
                                s.claims(),
                                s.payments(),
                                s.redemptions())
                        : null);
    }

    @Test
    void aDefaultThatPaysWhatItsCostTook() {
        assertDefaultBroken(
                "I10",
                d -> new Default(
                        d.id(), d.party(), d.resources(), d.owed(), d.resources() - d.cost() + 1, d.cost(), d.hop()));
    }

    @Test
    void aDefaultThatCostsMoreThanTheRuleSays() {
        assertDefaultBroken(
                "I10",
                d -> new Default(d.id(), d.party(), d.resources(), d.owed(), 0, d.resources() / 10 + 10, d.hop()));
    }

    @Test
    void aDefaultOfNobodysDebts() {
        assertFactBroken(
                "I8",
                fact -> fact instanceof PartiesSettled s && !s.claims().isEmpty()
                        ? new PartiesSettled(
                                s.tick(),
                                s.pass(),
                                s.occasion(),
                                s.flows(),
                                s.defaults(),
                                List.of(),
                                s.payments(),
                                s.redemptions())
                        : null);
    }

    @Test
    void aClaimThatIsPaidMoreThanItIsOwed() {
        assertFactBroken("I10", fact -> {
            if (!(fact instanceof PartiesSettled s) || s.claims().isEmpty()) {
                return null;
            }
            Claim c = s.claims().getFirst();
            List<Claim> claims = new ArrayList<>(s.claims());
            claims.set(0, new Claim(c.debt(), c.debtor(), c.creditor(), c.owed(), c.owed() + 1, c.deficit()));
            return new PartiesSettled(
                    s.tick(), s.pass(), s.occasion(), s.flows(), s.defaults(), claims, s.payments(), s.redemptions());
        });
    }

    @Test
    void anEstateThatPaysFromWhatItDoesNotHave() {
        assertFactBroken("I10", fact -> {
            if (!(fact instanceof PartiesSettled s) || s.payments().isEmpty()) {
                return null;
            }
            List<EstatePayment> payments = new ArrayList<>(s.payments());
            payments.addAll(s.payments());
            return new PartiesSettled(
                    s.tick(), s.pass(), s.occasion(), s.flows(), s.defaults(), s.claims(), payments, s.redemptions());
        });
    }

    @Test
    void aTokenThatIsGivenBackForLessThanTheOthers() {
        assertFactBroken("I10", fact -> {
            if (!(fact instanceof PartiesSettled s) || s.redemptions().size() < 2) {
                return null;
            }
            TokenRedemption r = s.redemptions().getLast();
            List<TokenRedemption> redemptions = new ArrayList<>(s.redemptions());
            redemptions.set(
                    redemptions.size() - 1, new TokenRedemption(r.asset(), r.holder(), r.units(), r.amount() - 1));
            return new PartiesSettled(
                    s.tick(), s.pass(), s.occasion(), s.flows(), s.defaults(), s.claims(), s.payments(), redemptions);
        });
    }

    // the replay

    private static void assertReplayBroken(String invariant, UnaryOperator<DebtClosed> falsehood) {
        ShadowLedger ledger = new ShadowLedger(Outcome.venue(Linked.scenario(), 3));
        List<Fact> facts = RUN.facts();
        int at = facts.lastIndexOf(facts.stream()
                .filter(fact -> fact instanceof DebtClosed closed && closed.tick() == 100)
                .findFirst()
                .orElseThrow());
        facts.subList(0, at).forEach(ledger::accept);
        Fact broken = falsehood.apply((DebtClosed) facts.get(at));
        assertThatThrownBy(() -> ledger.accept(broken))
                .isInstanceOf(InvariantBroken.class)
                .hasMessageContaining(invariant + " ");
    }

    @Test
    void interestThatIsADollarTooHigh() {
        assertReplayBroken("I6", c -> withFirst(c, moreDebt(c.reserves().getFirst(), 1_000_000)));
    }

    @Test
    void aDebtOutstandingThatNobodyPaid() {
        assertReplayBroken("I10", c -> {
            Claim claim = c.claims().getFirst();
            List<Claim> claims = new ArrayList<>(c.claims());
            claims.set(
                    0, new Claim(claim.debt(), claim.debtor(), claim.creditor(), claim.owed() - 1, 0, claim.deficit()));
            return new DebtClosed(
                    c.tick(),
                    c.assetIndex(),
                    c.assetMark(),
                    c.nav(),
                    c.reserves(),
                    c.protocols(),
                    c.parties(),
                    claims,
                    c.inDefault(),
                    c.passes());
        });
    }

    // a resume

    @Test
    void theFirstCloseAfterAResumeIsCheckedWhole() {
        Venue venue = Outcome.venue(Linked.scenario(), 3);
        for (int tick : new int[] {2, 30, 61, 100}) {
            Invariants invariants = new Invariants();
            FactSink replay = invariants.replaying(venue);
            for (Fact fact : RUN.facts()) {
                replay.accept(fact);
                if (fact instanceof Fact.TickClosed closed && closed.tick() == tick - 1) {
                    break;
                }
            }

            invariants.check(RUN.closes().get(tick - 1));

            assertThat(invariants.results())
                    .allSatisfy(result -> assertThat(result.ticks()).isOne());
        }
    }
}
