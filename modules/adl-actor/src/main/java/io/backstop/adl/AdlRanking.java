package io.backstop.adl;

import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Who is deleveraged first: the highest score, ties by account name (the candidate's key). Scores compare exactly.
 */
public sealed interface AdlRanking
        permits BinanceRanking, BitmexRanking, HyperliquidRanking, PnlRanking, RandomRanking {

    /** The exact score of a candidate; the highest goes first. */
    Score score(AdlCandidate candidate);

    /**
     * The {@code double} of {@link #score} from the figures that most candidates differ by, so that those far down a ranking need
     * not be made; NaN if the score takes more than these.
     *
     * @param value of the position at mark, signed micro-dollars
     * @param openCost of the position, signed micro-dollars
     * @param equity of the account, micro-dollars
     * @param notional gross notional of the account, micro-dollars
     */
    default double approximation(long value, long openCost, long equity, long notional) {
        return Double.NaN;
    }

    /**
     * The named ranking.
     *
     * @param seed of the run; only {@link RandomRanking} uses it
     * @param tick of the draw; only {@link RandomRanking} uses it
     */
    static AdlRanking of(VenueSpec.Adl.Ranking ranking, long seed, long tick) {
        return switch (ranking) {
            case BINANCE -> new BinanceRanking();
            case HYPERLIQUID -> new HyperliquidRanking();
            case BITMEX -> new BitmexRanking();
            case PNL -> new PnlRanking();
            case RANDOM -> new RandomRanking(seed, tick);
        };
    }

    /** Below 0 if the first candidate goes first; 0 only for the same account. */
    default int compare(AdlCandidate first, AdlCandidate second) {
        int byScore = score(second).compareTo(score(first));
        return byScore != 0 ? byScore : Long.compare(first.key(), second.key());
    }

    /** The candidates in the order in which they are deleveraged; each score is computed once. */
    default List<AdlCandidate> rank(Collection<AdlCandidate> candidates) {
        record Scored(Score score, AdlCandidate candidate) {}
        List<Scored> scored = new ArrayList<>(candidates.size());
        for (AdlCandidate candidate : candidates) {
            scored.add(new Scored(score(candidate), candidate));
        }
        scored.sort((a, b) -> {
            int byScore = b.score().compareTo(a.score());
            return byScore != 0
                    ? byScore
                    : Long.compare(a.candidate().key(), b.candidate().key());
        });
        List<AdlCandidate> ranked = new ArrayList<>(scored.size());
        for (Scored s : scored) {
            ranked.add(s.candidate());
        }
        return ranked;
    }
}
