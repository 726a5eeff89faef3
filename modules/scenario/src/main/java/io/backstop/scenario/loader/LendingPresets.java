package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.debt.LendingSpec.KeeperSpec;
import io.backstop.scenario.debt.LendingSpec.LiquidationSpec;
import io.backstop.scenario.debt.LendingSpec.Preset;
import io.backstop.scenario.debt.LendingSpec.SafetySpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.MakerSpec.AuctionSpec;
import io.backstop.scenario.debt.MakerSpec.BidSpec;
import io.backstop.scenario.debt.MakerSpec.LedgerSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.util.List;

/** Defaults of lending protocols: published rules and parameters; amounts of capital are round figures of ours. */
final class LendingPresets {
    private static final long HOUR = 3_600_000L;

    /** Aave v3.3, {@code LiquidationLogic}. */
    static final LiquidationSpec LIQUIDATION =
            new LiquidationSpec(Ratio.of(1, 2), Ratio.of(95, 100), Money.ofDollars(2_000), Money.ofDollars(1_000));

    static final SafetySpec NO_SAFETY = new SafetySpec(0, 0);

    static final KeeperSpec KEEPER =
            new KeeperSpec("keeper", Money.ofDollars(100_000_000), 0, List.of(), Ratio.ZERO, Ratio.ZERO, 0);

    /** Clip of ETH-A as of April 2021, chop, dust, Vow and Flop as of March 2020, Flap's defaults in the code. */
    static final MakerSpec MAKER = new MakerSpec(
            new AuctionSpec(
                    MakerSpec.Fall.STAIRSTEP,
                    90_000,
                    Ratio.of(99, 100),
                    Ratio.of(13, 10),
                    140 * 60_000L,
                    Ratio.of(2, 5),
                    Ratio.of(113, 100),
                    Money.ofDollars(300),
                    Ratio.of(1, 1000),
                    Money.ofDollars(20),
                    Money.ofDollars(100_000_000),
                    List.of()),
            new LedgerSpec(
                    156 * HOUR,
                    Money.ofDollars(10_000),
                    Money.ofDollars(50_000),
                    Money.ofDollars(500_000),
                    250_000_000),
            Money.ofDollars(500_000),
            new BidSpec(Ratio.of(103, 100), Ratio.of(3, 2), 6 * HOUR, 72 * HOUR),
            new BidSpec(Ratio.of(105, 100), Ratio.ONE, 3 * HOUR, 48 * HOUR),
            Money.ofDollars(250),
            null,
            -1);

    private LendingPresets() {}

    /** A reserve of an asset without supply. */
    static ReserveSpec reserve(Preset preset, int asset) {
        return switch (preset) {
            case AAVE_V3 ->
                reserve(
                        asset,
                        new RateSpec.Kinked(Ratio.of(1, 100), Ratio.of(4, 100), Ratio.of(60, 100), Ratio.of(80, 100)),
                        Ratio.of(10, 100),
                        new Terms(Ratio.of(80, 100), Ratio.of(825, 1000), Ratio.of(5, 100), Ratio.of(10, 100)));
            case MAKER_2020 -> {
                Ratio threshold = asset == ReserveSpec.USD ? Ratio.ZERO : Ratio.of(2, 3);
                yield reserve(
                        asset,
                        new RateSpec.Fixed(Ratio.of(4, 100)),
                        Ratio.ONE,
                        new Terms(threshold, threshold, Ratio.ZERO, Ratio.ZERO));
            }
        };
    }

    private record Terms(Ratio loanToValue, Ratio threshold, Ratio bonus, Ratio protocolFee) {}

    private static ReserveSpec reserve(int asset, RateSpec rate, Ratio reserveFactor, Terms terms) {
        return new ReserveSpec(
                asset,
                rate,
                reserveFactor,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                terms.loanToValue,
                terms.threshold,
                terms.bonus,
                terms.protocolFee,
                OracleSpec.MARKET,
                0);
    }
}
