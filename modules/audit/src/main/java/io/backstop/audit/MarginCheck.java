package io.backstop.audit;

import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** The margin test of an account, by its definition: tier by tier, in fractions. */
final class MarginCheck {
    private final List<MarketSpec> markets;
    private final List<AssetSpec> assets;

    MarginCheck(ResolvedScenario scenario) {
        this.markets = scenario.markets();
        this.assets = scenario.assets();
    }

    /** Maintenance margin at prices of the markets, each position's rounded up. */
    long maintenance(ShadowAccount account, long[] prices) {
        long sum = 0;
        for (int market = 0; market < markets.size(); market++) {
            sum = Math.addExact(sum, maintenance(account, market, prices));
        }
        return sum;
    }

    /** Maintenance margin of one position, rounded up. */
    long maintenance(ShadowAccount account, int market, long[] prices) {
        long notional = Math.absExact(Math.multiplyExact(account.size(market), prices[market]));
        return notional == 0 ? 0 : maintenance(markets.get(market).tiers(), notional);
    }

    private static long maintenance(List<MarginTier> tiers, long notional) {
        MarginTier tier = tiers.getFirst();
        for (MarginTier next : tiers) {
            tier = notional >= next.floor() ? next : tier;
        }
        Ratio rate = tier.rate();
        Ratio less = tier.deduction();
        BigInteger dividend = BigInteger.valueOf(notional)
                .multiply(BigInteger.valueOf(rate.numerator()))
                .multiply(BigInteger.valueOf(less.denominator()))
                .subtract(BigInteger.valueOf(less.numerator()).multiply(BigInteger.valueOf(rate.denominator())));
        BigInteger divisor = BigInteger.valueOf(rate.denominator()).multiply(BigInteger.valueOf(less.denominator()));
        return new BigDecimal(dividend)
                .divide(new BigDecimal(divisor), 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** Equity with collateral after haircuts, each asset's rounded down. */
    long equityAfterHaircuts(ShadowAccount account, long[] prices) {
        long equity = account.equity(prices);
        for (int asset = 0; asset < assets.size(); asset++) {
            long value = Math.multiplyExact(account.collateral[asset], prices[markets.size() + asset]);
            Ratio haircut = assets.get(asset).haircut();
            long counted = Exact.floor(value, haircut.denominator() - haircut.numerator(), haircut.denominator());
            equity = Math.addExact(equity, Math.subtractExact(counted, value));
        }
        return equity;
    }
}
