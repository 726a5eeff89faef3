package io.backstop.lending.book;

import io.backstop.lending.agent.KeeperPolicy;
import io.backstop.lending.agent.WithdrawalRun;
import io.backstop.lending.liquidation.LiquidationRules;
import io.backstop.lending.liquidation.SafetyModule;
import io.backstop.lending.pool.CollateralTerms;
import io.backstop.lending.pool.Redemption;
import io.backstop.lending.pool.ReserveTerms;
import io.backstop.lending.rate.Index;
import io.backstop.lending.rate.KinkedCurve;
import io.backstop.lending.rate.RateCurve;
import io.backstop.lending.rate.SegmentedCurve;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a lending protocol.
 *
 * @param protocol its name
 * @param reserves terms, in the order of the scenario
 * @param collateral how each reserve's asset counts
 * @param assets number of each reserve's asset, or {@link ReserveSpec#USD}
 * @param publicSupply units that the public supplies at time zero
 * @param liquidation how much is repaid at once
 * @param safety first losses at time zero
 * @param writesDown whether an uncovered deficit is taken from the suppliers at once
 * @param redemption who is paid first
 * @param run when suppliers leave, or null
 * @param keepers by name
 * @param capital of each keeper at time zero, micro-dollars
 * @param bands of each population, null where borrowers never act
 * @param maker auctions and ledger, or null for a pool that lends what was supplied
 */
public record PoolTerms(
        String protocol,
        List<ReserveTerms> reserves,
        List<CollateralTerms> collateral,
        int[] assets,
        long[] publicSupply,
        LiquidationRules liquidation,
        SafetyModule safety,
        boolean writesDown,
        Redemption redemption,
        @Nullable WithdrawalRun run,
        List<KeeperPolicy> keepers,
        long[] capital,
        List<@Nullable BandSpec> bands,
        @Nullable MakerTerms maker) {
    private static final long PPM = 1_000_000L;

    /** The rules of a scenario's protocol. */
    public static PoolTerms of(LendingSpec spec) {
        List<ReserveTerms> reserves = new ArrayList<>();
        List<CollateralTerms> collateral = new ArrayList<>();
        boolean mints = spec.maker() != null;
        for (ReserveSpec reserve : spec.reserves()) {
            boolean isMinted = mints && reserve.asset() == ReserveSpec.USD;
            Ratio factor = isMinted ? Ratio.ONE : reserve.reserveFactor();
            reserves.add(new ReserveTerms(curve(reserve.rate()), factor, reserve.supplyCap(), reserve.borrowCap()));
            collateral.add(new CollateralTerms(
                    reserve.loanToValue(), reserve.threshold(), reserve.bonus(), reserve.protocolFee()));
        }
        LendingSpec.LiquidationSpec cut = spec.liquidation();
        LendingSpec.RunSpec run = spec.run();
        int[] assets = spec.reserves().stream().mapToInt(ReserveSpec::asset).toArray();
        return new PoolTerms(
                spec.name(),
                reserves,
                collateral,
                assets,
                spec.reserves().stream().mapToLong(ReserveSpec::supplied).toArray(),
                new LiquidationRules(cut.closeFactor(), cut.fullBelow(), cut.smallPosition(), cut.leftover()),
                new SafetyModule(spec.safety().offset(), spec.safety().staked()),
                spec.onDeficit() == LendingSpec.OnDeficit.WRITE_DOWN,
                switch (spec.redemption()) {
                    case FIRST_COME -> Redemption.FIRST_COME;
                    case PRO_RATA -> Redemption.PRO_RATA;
                },
                run == null ? null : new WithdrawalRun(run.utilisation(), run.onDeficit(), run.share()),
                spec.keepers().stream().map(PoolTerms::keeper).toList(),
                spec.keepers().stream()
                        .mapToLong(LendingSpec.KeeperSpec::capital)
                        .toArray(),
                spec.populations().stream()
                        .<@Nullable BandSpec>map(LendingPopulation::band)
                        .toList(),
                spec.maker() == null ? null : MakerTerms.of(spec.maker(), dollars(assets)));
    }

    private static int dollars(int[] assets) {
        for (int reserve = 0; reserve < assets.length; reserve++) {
            if (assets[reserve] == ReserveSpec.USD) {
                return reserve;
            }
        }
        throw new IllegalArgumentException("a protocol that mints dollars needs a reserve of dollars");
    }

    private static KeeperPolicy keeper(LendingSpec.KeeperSpec spec) {
        return new KeeperPolicy(
                spec.name(),
                spec.delayMillis(),
                spec.outages().stream()
                        .map(window -> new KeeperPolicy.Window(window[0], window[1]))
                        .toList(),
                spec.outageShare(),
                spec.zeroBidShare(),
                spec.leastProfit());
    }

    private static RateCurve curve(RateSpec rate) {
        return switch (rate) {
            case RateSpec.Kinked kinked ->
                new KinkedCurve(
                        scaled(kinked.base()),
                        scaled(kinked.slope1()),
                        scaled(kinked.slope2()),
                        scaled(kinked.optimal()));
            case RateSpec.Segmented segmented ->
                new SegmentedCurve(
                        ppm(segmented.optimal()),
                        ppm(segmented.optimalRate()),
                        ppm(segmented.maxRate()),
                        ppm(segmented.minRate()),
                        SegmentedCurve.DRIFT);
            case RateSpec.Fixed fixed -> new KinkedCurve(scaled(fixed.rate()), 0, 0, Index.SCALE / 2);
        };
    }

    private static long scaled(Ratio ratio) {
        return FixedPoint.multiplyDivide(Index.SCALE, ratio.numerator(), ratio.denominator(), Rounding.FLOOR);
    }

    private static long ppm(Ratio ratio) {
        return ratio.times(PPM, Rounding.HALF_EVEN);
    }

    /** Number of reserves. */
    public int count() {
        return reserves.size();
    }

    /** Whether a reserve's asset is dollars, which need no spot market. */
    public boolean isDollars(int reserve) {
        return assets[reserve] == ReserveSpec.USD;
    }

    /** The reserve whose money the protocol issues itself, or -1. */
    public int minted() {
        return maker == null ? -1 : maker.dollars();
    }
}
