package io.backstop.scenario.debt;

import io.backstop.model.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lending protocol's rules and accounts: each rule a named choice, a preset is nothing but a set of them.
 *
 * @param name unique among protocols, without {@code /}
 * @param preset AAVE_V3: fixed spread at once; MAKER_2020: collateral auctions
 * @param reserves by asset number, dollars first
 * @param liquidation AAVE_V3: how much is repaid at once
 * @param safety first-loss offset and staked dollars that are slashed for a deficit
 * @param onDeficit what becomes of a deficit that nobody covers
 * @param redemption how withdrawals share cash that does not suffice
 * @param run when suppliers withdraw, or null if they never do
 * @param maker MAKER_2020: auctions and treasury, else null
 * @param keepers liquidators and auction keepers, by name
 * @param populations borrowers, by name
 */
public record LendingSpec(
        String name,
        Preset preset,
        List<ReserveSpec> reserves,
        LiquidationSpec liquidation,
        SafetySpec safety,
        OnDeficit onDeficit,
        Redemption redemption,
        @Nullable RunSpec run,
        @Nullable MakerSpec maker,
        List<KeeperSpec> keepers,
        List<LendingPopulation> populations) {
    /** The named presets. */
    public enum Preset {
        /** A pool with fixed-spread liquidations. */
        AAVE_V3,
        /** Vaults, Dutch auctions, surplus buffer and reverse auctions. */
        MAKER_2020
    }

    /** What becomes of a deficit that nobody covers. */
    public enum OnDeficit {
        /** It stands; suppliers keep nominal claims (Aave 3.3). */
        KEEP,
        /** Suppliers are written down at once (Morpho, Euler). */
        WRITE_DOWN
    }

    /** How withdrawals share cash that does not suffice. */
    public enum Redemption {
        /** First come first served, by the time of the request, then by name. */
        FIRST_COME,
        /** In proportion to the requests, rounded down. */
        PRO_RATA
    }

    /**
     * Part of a debt that is repaid at once (Aave v3.3).
     *
     * @param closeFactor while the position is large and not far gone
     * @param fullBelow health factor up to which all may be repaid
     * @param smallPosition micro-dollars below which a side is closed whole
     * @param leftover least micro-dollars that may remain on a side
     */
    public record LiquidationSpec(Ratio closeFactor, Ratio fullBelow, long smallPosition, long leftover) {}

    /** First losses in micro-dollars: the offset, then the staked. */
    public record SafetySpec(long offset, long staked) {}

    /**
     * When the suppliers of a reserve withdraw: each tick a share of what they have left.
     *
     * @param utilisation from which they do, 0 to 1
     * @param onDeficit whether they do once a deficit shows
     * @param share of the remaining claims, a tick
     */
    public record RunSpec(Ratio utilisation, boolean onDeficit, Ratio share) {}

    /**
     * A liquidator or auction keeper with its failures.
     *
     * @param capital micro-dollars at time zero
     * @param delayMillis from an opportunity to the first moment at which it acts
     * @param outages times, in milliseconds, at which it does nothing: pairs of from and (exclusive) to, ascending, apart
     * @param outageShare chance of doing nothing in a tick besides
     * @param zeroBidShare chance of bidding zero where nobody competes
     * @param leastProfit micro-dollars below which it does not act
     */
    public record KeeperSpec(
            String name,
            long capital,
            long delayMillis,
            List<long[]> outages,
            Ratio outageShare,
            Ratio zeroBidShare,
            long leastProfit) {}
}
