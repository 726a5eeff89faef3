package io.backstop.lending.engine;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Query;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingAccountAnswer;
import io.backstop.lending.pool.CollateralTerms;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one partition of a lending protocol's accounts: finds them in its table, and is the only one that asks them anything.
 * It applies a change to the row first; the account then agrees or the run stops.
 */
public final class LendingEngineEntity implements Entity<LendingEngineEntity.State, LendingEvent> {
    private final List<CollateralTerms> terms;
    private final List<@Nullable BandSpec> bands;
    private final LendingOpenings openings;
    private final Partitioning partitioning;

    /**
     * Engines of a protocol.
     *
     * @param terms of each reserve's asset as collateral
     * @param bands of each population, null where borrowers never act
     */
    public LendingEngineEntity(
            List<CollateralTerms> terms,
            List<@Nullable BandSpec> bands,
            LendingOpenings openings,
            Partitioning partitioning) {
        this.terms = terms;
        this.bands = bands;
        this.openings = openings;
        this.partitioning = partitioning;
    }

    /** The engine's address and its table. */
    public record State(EntityId id, LendingTable table) {}

    @Override
    public State opening(EntityId id) {
        return new State(id, new LendingTable(terms, bands, openings, partitioning, id.partition()));
    }

    @Override
    public Answer answer(State state, Query query) {
        LendingTable table = state.table();
        return switch ((LendingQuery) query) {
            case LendingQuery.Opening opening -> new LendingAnswer.Opening(table.totals(), table.fingerprints());
            case LendingQuery.Unhealthy unhealthy -> new LendingAnswer.Found(table.unhealthy(unhealthy.view()));
            case LendingQuery.OutsideBand outside -> new LendingAnswer.Found(table.outsideBand(outside.view()));
            case LendingQuery.Suppliers suppliers -> new LendingAnswer.Found(table.suppliers(suppliers.at()));
            case LendingQuery.Borrowers borrowers -> new LendingAnswer.Found(table.borrowers());
            case LendingQuery.Accounts accounts -> new LendingAnswer.Found(accounts(table, accounts.keys()));
            case LendingQuery.Totals totals -> new LendingAnswer.Totals(table.totals());
            case LendingQuery.Fingerprints fingerprints -> new LendingAnswer.Fingerprints(table.fingerprints());
        };
    }

    private static List<LendingAccount> accounts(LendingTable table, long[] keys) {
        List<LendingAccount> accounts = new ArrayList<>(keys.length);
        for (long key : keys) {
            accounts.add(table.account(key));
        }
        return accounts;
    }

    @Override
    public LendingEvent decide(State state, Command command) {
        return switch ((LendingCommand) command) {
            case LendingCommand.Open open ->
                new LendingEvent.Opened(state.table().rows(), state.table().fingerprints());
            case LendingCommand.Settle settle -> new LendingEvent.Settled(settle.changes());
        };
    }

    @Override
    public State evolve(State state, LendingEvent event) {
        switch (event) {
            case LendingEvent.Opened opened -> requireSameOpening(state, opened);
            case LendingEvent.Settled settled -> state.table().settle(settled.changes());
        }
        return state;
    }

    private static void requireSameOpening(State state, LendingEvent.Opened opened) {
        LendingTable table = state.table();
        if (opened.rows() != table.rows() || !Arrays.equals(opened.fingerprints(), table.fingerprints())) {
            throw new IllegalStateException(
                    state.id() + " draws other opening accounts than the run began with: another rules version");
        }
    }

    @Override
    public List<ChildWrite> requests(State state, LendingEvent event) {
        return switch (event) {
            case LendingEvent.Opened opened -> List.of();
            case LendingEvent.Settled settled -> {
                List<ChildWrite> writes = new ArrayList<>(settled.changes().size());
                for (LendingTable.Settlement settlement : state.table().lastSettled()) {
                    writes.add(new ChildWrite(
                            child(state.id(), settlement.account()), settlement.knownEvents(), settlement.command()));
                }
                yield writes;
            }
        };
    }

    private EntityId child(EntityId engine, long account) {
        return new EntityId(
                engine.run(),
                engine.protocol(),
                engine.partition(),
                EntityKind.ACCOUNT,
                openings.name((int) (account >>> 32), (int) account));
    }

    /**
     * Done, once every account agreed.
     *
     * @throws IllegalStateException if an account ended otherwise than its row
     */
    @Override
    public Answer reply(State state, LendingEvent event, List<Answer> children) {
        for (int i = 0; i < children.size(); i++) {
            long fingerprint = ((LendingAccountAnswer.Settled) children.get(i)).fingerprint();
            LendingTable.Settlement settlement = state.table().lastSettled().get(i);
            if (fingerprint != settlement.command().fingerprint()) {
                throw new IllegalStateException("account and row differ: " + settlement);
            }
        }
        return new LendingAnswer.Done();
    }
}
