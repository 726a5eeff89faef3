package io.backstop.adl;

import io.backstop.model.RandomStream;

/**
 * A draw for each (seed, account name, tick, market), uniform and independent of every other candidate: dYdX v4 starts at a
 * random account.
 *
 * @param seed of the run
 * @param tick of the draw
 */
public record RandomRanking(long seed, long tick) implements AdlRanking {
    private static final long PURPOSE = RandomStream.hash("adl-ranking");

    @Override
    public Score score(AdlCandidate candidate) {
        long purpose = RandomStream.mix(PURPOSE + candidate.market());
        RandomStream stream = RandomStream.of(seed, RandomStream.hash(candidate.name()), tick, purpose);
        return Score.of(stream.nextLong() >>> 1, 1);
    }
}
