package io.backstop.adl;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A protocol's ADL coordinator: ranks the targets of all engines together, splits the need, pairs estates with targets, and
 * keeps what was closed.
 */
public final class AdlCoordinatorEntity implements Entity<AdlCoordinatorEntity.State, AdlEvent> {
    private final VenueSpec.Adl rules;
    private final long seed;

    /** A coordinator of a venue. */
    public AdlCoordinatorEntity(VenueSpec.Adl rules, long seed) {
        this.rules = rules;
        this.seed = seed;
    }

    /**
     * What it closed so far.
     *
     * @param passes with at least one pair
     * @param pairs closed
     */
    public record State(long passes, long pairs) {}

    @Override
    public State opening(EntityId id) {
        return new State(0, 0);
    }

    @Override
    public Answer answer(State state, Query query) {
        return switch ((AdlQuery) query) {
            case AdlQuery.Allocate allocate -> {
                AdlRanking ranking = AdlRanking.of(rules.ranking(), seed, allocate.tick());
                List<AdlAnswer.Allocation> allocations = new ArrayList<>();
                for (AdlQuery.Round round : allocate.rounds()) {
                    allocations.add(allocate(ranking, round));
                }
                yield new AdlAnswer.Allocated(allocations);
            }
        };
    }

    private AdlAnswer.Allocation allocate(AdlRanking ranking, AdlQuery.Round round) {
        List<AdlCandidate> ranked = ranking.rank(round.candidates());
        long need = 0;
        for (AdlMatching.Estate estate : round.estates()) {
            need = Math.addExact(need, Math.absExact(estate.size()));
        }
        long[] capacity = new long[ranked.size()];
        long[] profit = new long[ranked.size()];
        Arrays.setAll(capacity, i -> Math.absExact(ranked.get(i).size()));
        Arrays.setAll(profit, i -> Math.max(0, ranked.get(i).unrealisedPnl()));
        long[] parts = AdlAllocation.of(rules.allocation()).allocate(need, capacity, profit);
        List<AdlMatching.Match> matches = AdlMatching.match(round.estates(), ranked, parts);
        return new AdlAnswer.Allocation(ranked, matches, ties(ranking, ranked, matches));
    }

    private static int ties(AdlRanking ranking, List<AdlCandidate> ranked, List<AdlMatching.Match> matches) {
        int last = 0;
        for (AdlMatching.Match match : matches) {
            last = Math.max(last, match.candidate());
        }
        int ties = 0;
        for (int i = 0; i < last && i + 1 < ranked.size(); i++) {
            boolean same = ranking.score(ranked.get(i)).compareTo(ranking.score(ranked.get(i + 1))) == 0;
            ties += same ? 1 : 0;
        }
        return ties;
    }

    @Override
    public AdlEvent decide(State state, Command command) {
        return switch ((AdlCommand) command) {
            case AdlCommand.Record kept -> new AdlEvent.Recorded(kept.tick(), kept.pass(), kept.pairs());
        };
    }

    @Override
    public State evolve(State state, AdlEvent event) {
        return switch (event) {
            case AdlEvent.Recorded kept ->
                new State(state.passes() + 1, state.pairs() + kept.pairs().size());
        };
    }

    @Override
    public Answer reply(State state, AdlEvent event, List<Answer> children) {
        return new AdlAnswer.Done();
    }
}
