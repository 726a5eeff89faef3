package io.backstop.node.audit;

import static io.backstop.node.audit.Copies.first;
import static io.backstop.node.audit.Copies.more;
import static io.backstop.node.audit.Copies.moreOfFirst;
import static io.backstop.node.audit.Copies.with;
import static io.backstop.node.audit.StoredRun.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Verdict;
import io.backstop.lending.account.LendingAccountEvent;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.PoolChange;
import io.backstop.lending.book.PoolEvent;
import io.backstop.lending.book.PoolOp;
import io.backstop.node.Invocation;
import io.backstop.node.audit.StoredRun.Found;
import io.backstop.party.PartyChange;
import io.backstop.party.PartyEvent;
import io.backstop.simulation.DebtFact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same for a venue with lending protocols, parties, debts and a token beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenLinkedRunTest {
    private static final Path SCENARIO = Path.of("..", "audit", "src", "test", "resources", "linked.yaml");

    private final StoredRun run;

    BrokenLinkedRunTest(@TempDir Path folder) {
        Path out = folder.resolve("run");
        Invocation done = Invocation.of("run", SCENARIO, "--quiet", "--no-paired", "--partitions", "3", "--out", out);
        assertThat(done.exitCode()).as(done.err()).isZero();
        run = StoredRun.of(out);
    }

    @Test
    void aSoundRunHoldsInAll() {
        RunAudit.Outcome outcome = run.audited();

        assertThat(outcome.lines()).allMatch(line -> line.verdict() == Verdict.HOLDS);
        assertThat(line(outcome, "I6").checked().getFirst().count()).isEqualTo(120);
        assertThat(line(outcome, "I10").checked().getFirst().count()).isEqualTo(120);
    }

    @Test
    void anInterruptedRunHoldsAsFarAsItCame() {
        for (int rows = 50; rows < run.rows().size(); rows += 613) {
            RunAudit.Outcome outcome = run.until(rows).audited();
            assertThat(outcome.holds())
                    .as("after %d rows: %s", rows, outcome.lines())
                    .isTrue();
        }
    }

    @Test
    void i6AClaimThatTheReserveDoesNotCount() {
        Found settled = run.first(
                LendingAccountEvent.Settled.class, (id, event) -> id.protocol().equals("aave"));
        StoredRun forged = run.forged(
                settled,
                event -> with(
                        (LendingAccountEvent.Settled) event,
                        "change",
                        (LendingChange change) -> moreOfFirst(change, "supplied", 1)));

        assertThat(forged.broken("I6").what()).contains("claims");
        forged.brokenAt("R6", settled.path(), settled.number());
    }

    @Test
    void r1APoolThatTookInMoreThanItWasPaid() {
        Found posted = run.first(
                PoolEvent.Posted.class, (id, event) -> event.change().ops().getFirst() instanceof PoolOp.Repay);
        StoredRun forged = run.forged(
                posted,
                event -> with(
                        (PoolEvent.Posted) event,
                        "change",
                        (PoolChange change) -> with(
                                change,
                                "ops",
                                (List<PoolOp> ops) -> first(ops, op -> more((PoolOp.Repay) op, "units", 1)))));

        assertThat(forged.broken("R1").amount()).isEqualTo(1);
        assertThat(forged.broken("I1").what()).contains("dollars of all");
        forged.brokenAt("R6", posted.path(), posted.number());
    }

    @Test
    void r1AMicroDollarMoreForAnAccountOfALendingProtocol() {
        Found settled = run.first(LendingAccountEvent.Settled.class, (id, event) -> true);
        StoredRun forged = run.forged(
                settled,
                event -> with(
                        (LendingAccountEvent.Settled) event,
                        "change",
                        (LendingChange change) -> more(change, "cash", 1)));

        assertThat(forged.broken("I1").amount()).isEqualTo(1);
        assertThat(forged.broken("R1").amount()).isEqualTo(1);
        forged.brokenAt("R6", settled.path(), settled.number());
    }

    @Test
    void r1AMicroDollarMoreForAParty() {
        Found settled = run.first(PartyEvent.Settled.class, (id, event) -> true);
        StoredRun forged = run.forged(
                settled,
                event -> with((PartyEvent.Settled) event, "change", (PartyChange change) -> more(change, "cash", 1)));

        assertThat(forged.broken("R1").amount()).isEqualTo(1);
        assertThat(forged.broken("I3").what()).contains("cash of parties");
        forged.brokenAt("R6", settled.path(), settled.number());
    }

    @Test
    void r3TheEventsOfAPartyMissing() {
        Found settled = run.first(PartyEvent.Settled.class, (id, event) -> true);
        long last = run.last(settled.path());

        run.without(settled.path(), last, last).brokenAt("R3", settled.path(), last);
    }

    @Test
    void i10ADefaultThatPaysMoreThanItHas() {
        StoredRun forged = run.forged(
                DebtFact.PartiesSettled.class,
                settled -> !settled.defaults().isEmpty(),
                settled -> with(
                        settled,
                        "defaults",
                        (List<DebtFact.Default> defaults) -> first(defaults, d -> more(d, "paid", 1_000_000))));
        Break found = forged.broken("I10");

        assertThat(found.tick()).isEqualTo(60);
    }
}
