package io.backstop.lending.liquidation;

/**
 * What stands behind the deficits of one asset (Aave Umbrella): the treasury pays first, up to an offset; then staked claims on that
 * asset, and no other, are slashed.
 *
 * @param offset what the treasury still pays, 0 or more
 * @param staked what can still be slashed, 0 or more
 */
public record SafetyModule(long offset, long staked) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public SafetyModule {
        if (offset < 0 || staked < 0) {
            throw new IllegalArgumentException("must not be negative: offset " + offset + ", staked " + staked);
        }
    }

    /**
     * Who covered a deficit; the three parts add up to it.
     *
     * @param byOffset paid by the treasury
     * @param bySlashing taken from the stakers
     * @param left still open
     * @param after the module afterwards
     */
    public record Cover(long byOffset, long bySlashing, long left, SafetyModule after) {}

    /**
     * Covers as much of a deficit as there is.
     *
     * @param deficit 0 or more
     */
    public Cover cover(long deficit) {
        long byOffset = Math.min(deficit, offset);
        long bySlashing = Math.min(deficit - byOffset, staked);
        return new Cover(
                byOffset,
                bySlashing,
                deficit - byOffset - bySlashing,
                new SafetyModule(offset - byOffset, staked - bySlashing));
    }
}
