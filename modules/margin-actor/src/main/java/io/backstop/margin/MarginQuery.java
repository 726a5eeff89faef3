package io.backstop.margin;

import io.backstop.account.Levy;
import io.backstop.kernel.Query;
import java.util.List;

/** What a margin engine is asked in read steps. Prices are on each market's grid, in the order of the scenario. */
public sealed interface MarginQuery extends Query {
    /** The opening table's totals. */
    record Opening(long[] marks, long[] assetPrices) implements MarginQuery {}

    /** Who is in breach. {@code now} is in simulated milliseconds. */
    record Scan(long now, long[] marks, long[] assetPrices) implements MarginQuery {}

    /** The best ADL targets of each need, ranked, until their sizes cover it. */
    record Candidates(long tick, long[] marks, long[] assetPrices, List<Need> needs) implements MarginQuery {}

    /**
     * A need for targets.
     *
     * @param side of the targets: 1 for longs, -1 for shorts
     * @param size size units that the targets should hold together; {@link Long#MAX_VALUE} for all targets there are
     */
    record Need(int market, int side, long size) {}

    /** Sum of unrealised profits of all holders, and the last of them by name. */
    record Profits(long[] marks) implements MarginQuery {}

    /** What a levy would collect. */
    record LevyPreview(Levy levy) implements MarginQuery {}

    /** These accounts, of this partition, as asked. */
    record Accounts(long[] keys) implements MarginQuery {}

    /** A digest of all accounts, to be added over partitions. */
    record Fingerprints() implements MarginQuery {}

    /** The sums over all rows. */
    record Totals() implements MarginQuery {}
}
