package io.backstop.margin;

import io.backstop.account.AccountAnswer;
import io.backstop.account.Levy;
import io.backstop.account.Position;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlEligibility;
import io.backstop.adl.AdlRanking;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Query;
import io.backstop.margin.MarginQuery.Need;
import io.backstop.scenario.Openings;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The margin engine of one partition: marks all its accounts from the risk table, and is the only one that asks them anything.
 * It applies a change to the row first; the account then agrees or the run stops.
 */
public final class MarginEngineEntity implements Entity<MarginEngineEntity.State, MarginEvent> {
    private final MarginRules rules;
    private final Openings openings;
    private final Partitioning partitioning;
    private final long[] openingPrices;
    private final VenueSpec.Adl.Ranking ranking;
    private final long seed;

    /**
     * Engines of a venue.
     *
     * @param openingPrices of the markets, then of the collateral assets, each on its grid
     */
    public MarginEngineEntity(
            MarginRules rules,
            Openings openings,
            Partitioning partitioning,
            long[] openingPrices,
            VenueSpec.Adl.Ranking ranking,
            long seed) {
        this.rules = rules;
        this.openings = openings;
        this.partitioning = partitioning;
        this.openingPrices = openingPrices;
        this.ranking = ranking;
        this.seed = seed;
    }

    /** The engine's address and its table. */
    public record State(EntityId id, RiskTable table) {}

    @Override
    public State opening(EntityId id) {
        return new State(id, new RiskTable(rules, openings, partitioning, id.partition(), openingPrices));
    }

    @Override
    public Answer answer(State state, Query query) {
        RiskTable table = state.table();
        return switch ((MarginQuery) query) {
            case MarginQuery.Opening opening ->
                new MarginAnswer.Opening(
                        table.totals(),
                        table.activeEquity(opening.marks(), opening.assetPrices()),
                        table.fingerprints());
            case MarginQuery.Scan scan ->
                new MarginAnswer.Scanned(table.scan(scan.now(), scan.marks(), scan.assetPrices()));
            case MarginQuery.Candidates candidates -> candidates(table, candidates);
            case MarginQuery.Profits profits -> profits(table, profits.marks());
            case MarginQuery.LevyPreview preview -> preview(table, preview.levy());
            case MarginQuery.Accounts accounts ->
                new MarginAnswer.Accounts(
                        Arrays.stream(accounts.keys()).mapToObj(table::account).toList());
            case MarginQuery.Totals totals -> new MarginAnswer.Totals(table.totals());
            case MarginQuery.Fingerprints fingerprints -> new MarginAnswer.Fingerprints(table.fingerprints());
        };
    }

    private MarginAnswer candidates(RiskTable table, MarginQuery.Candidates query) {
        table.reweigh(query.marks());
        AdlRanking order = AdlRanking.of(ranking, seed, query.tick());
        List<List<AdlCandidate>> ranked = new ArrayList<>();
        List<Boolean> complete = new ArrayList<>();
        for (Need need : query.needs()) {
            LongFunction<AdlCandidate> made = key -> candidate(table, key, need.market(), query);
            if (need.size() == Long.MAX_VALUE) {
                List<AdlCandidate> all = new ArrayList<>();
                eligible(table, query, need, (key, size, figures) -> all.add(made.apply(key)));
                ranked.add(all);
                complete.add(true);
            } else {
                BestTargets best = new BestTargets(order, need.size(), made);
                eligible(table, query, need, new Offering(order, best, made));
                ranked.add(best.ranked());
                complete.add(best.complete());
            }
        }
        return new MarginAnswer.Candidates(ranked, complete);
    }

    /** Where eligible targets go. */
    private interface Targets {
        /** A target: in profit, and its account has equity and is not in breach. */
        void target(long key, long size, Figures figures);

        /** Whether one in profit changes nothing, be its account in breach or not. */
        default boolean isPast(Figures figures) {
            return false;
        }
    }

    /** Of one row, used again for the next: its account and its position in the market. */
    private static final class Figures {
        private final RiskTable.RowValue account = new RiskTable.RowValue();
        private long value;
        private long openCost;
    }

    /** Offers the best of the targets. */
    private record Offering(AdlRanking order, BestTargets best, LongFunction<AdlCandidate> made) implements Targets {
        @Override
        public boolean isPast(Figures figures) {
            return best.isPast(approximation(figures));
        }

        private double approximation(Figures figures) {
            return order.approximation(
                    figures.value, figures.openCost, figures.account.equity, figures.account.notional);
        }

        @Override
        public void target(long key, long size, Figures figures) {
            double near = approximation(figures);
            best.offer(
                    key, size, Double.isNaN(near) ? order.score(made.apply(key)).toDouble() : near);
        }
    }

    private static void eligible(RiskTable table, MarginQuery.Candidates query, Need need, Targets targets) {
        long mark = query.marks()[need.market()];
        long[] prices = RiskTable.instrumentPrices(query.marks(), query.assetPrices());
        Figures figures = new Figures();
        table.holders(need.market(), need.side(), (group, row, leg) -> {
            long size = group.size[leg][row];
            figures.value = Math.multiplyExact(size, mark);
            figures.openCost = group.cost[leg][row];
            long profit = Math.subtractExact(figures.value, figures.openCost);
            if (profit <= 0) {
                return;
            }
            table.value(group, row, query.marks(), query.assetPrices(), figures.account);
            if (AdlEligibility.isTarget(figures.account.equity, profit)
                    && !targets.isPast(figures)
                    && !table.breached(group, row, prices, query.marks(), query.assetPrices())) {
                targets.target(group.key[row], size, figures);
            }
        });
    }

    private AdlCandidate candidate(RiskTable table, long key, int market, MarginQuery.Candidates query) {
        Position position = table.position(key, market);
        long mark = query.marks()[market];
        RiskTable.RowValue value = table.value(key, query.marks(), query.assetPrices());
        return new AdlCandidate(
                key,
                ranking == VenueSpec.Adl.Ranking.RANDOM ? openings.name((int) (key >>> 32), (int) key) : "",
                market,
                position.size(),
                position.openCost(),
                mark,
                value.equity,
                table.maintenance(key, query.marks()),
                rules.tiers().get(market).maintenance(Math.absExact(Math.multiplyExact(position.size(), mark))),
                value.notional,
                value.cash,
                value.holdsLongs && value.holdsShorts);
    }

    private static MarginAnswer profits(RiskTable table, long[] marks) {
        long[] sum = {0, -1};
        table.forEachHolder(account -> {
            long profit = Levy.SocialisedLoss.profit(account.positions(), marks);
            if (profit > 0) {
                sum[0] = Math.addExact(sum[0], profit);
                sum[1] = Math.max(sum[1], account.key());
            }
        });
        return new MarginAnswer.Collected(sum[0], sum[1]);
    }

    private static MarginAnswer preview(RiskTable table, Levy levy) {
        long[] sum = new long[1];
        table.forEachHolder(account -> sum[0] = Math.addExact(sum[0], levy.charge(account.key(), account.positions())));
        return new MarginAnswer.Collected(sum[0], -1);
    }

    @Override
    public MarginEvent decide(State state, Command command) {
        return switch ((MarginCommand) command) {
            case MarginCommand.Open open ->
                new MarginEvent.Opened(
                        state.table().rows(),
                        state.table().totals().balance(),
                        state.table().fingerprints());
            case MarginCommand.Settle settle -> new MarginEvent.Settled(settle.changes());
            case MarginCommand.Charge charge -> new MarginEvent.Charged(charge.levy());
        };
    }

    @Override
    public State evolve(State state, MarginEvent event) {
        RiskTable table = state.table();
        switch (event) {
            case MarginEvent.Opened opened -> requireSameOpening(state, opened);
            case MarginEvent.Settled settled -> table.settle(settled.changes());
            case MarginEvent.Charged charged -> table.charge(charged.levy());
        }
        return state;
    }

    private static void requireSameOpening(State state, MarginEvent.Opened opened) {
        RiskTable table = state.table();
        if (opened.rows() != table.rows()
                || opened.balance() != table.totals().balance()
                || !Arrays.equals(opened.fingerprints(), table.fingerprints())) {
            throw new IllegalStateException(
                    state.id() + " draws other opening accounts than the run began with: another rules version");
        }
    }

    @Override
    public List<ChildWrite> requests(State state, MarginEvent event) {
        return switch (event) {
            case MarginEvent.Opened opened -> List.of();
            case MarginEvent.Charged charged -> List.of();
            case MarginEvent.Settled settled -> {
                List<ChildWrite> writes = new ArrayList<>(settled.changes().size());
                for (RiskTable.Settlement settlement : state.table().lastSettled()) {
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
    public Answer reply(State state, MarginEvent event, List<Answer> children) {
        for (int i = 0; i < children.size(); i++) {
            long fingerprint = ((AccountAnswer.Settled) children.get(i)).fingerprint();
            RiskTable.Settlement settlement = state.table().lastSettled().get(i);
            if (fingerprint != settlement.command().fingerprint()) {
                throw new IllegalStateException("account and row differ: " + settlement);
            }
        }
        return new MarginAnswer.Done();
    }
}
