package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.VenueSpec;
import io.backstop.scenario.VenueSpec.Adl;
import io.backstop.scenario.VenueSpec.Fund;
import io.backstop.scenario.VenueSpec.Liquidation;
import io.backstop.scenario.VenueSpec.OrderLimit;
import io.backstop.scenario.VenueSpec.Residual;
import io.backstop.scenario.VenueSpec.Takeover;
import io.backstop.scenario.VenueSpec.Vault;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resolves a venue: a preset and what differs from it. */
final class VenueResolver {
    private static final Map<String, Liquidation.Style> STYLES = new TreeMap<>(Map.of(
            "staged", Liquidation.Style.STAGED,
            "whole", Liquidation.Style.WHOLE,
            "stepDown", Liquidation.Style.STEP_DOWN,
            "perBlock", Liquidation.Style.PER_BLOCK));
    private static final Map<String, OrderLimit> ORDER_LIMITS = new TreeMap<>(Map.of(
            "none", OrderLimit.NONE,
            "bankruptcyPrice", OrderLimit.BANKRUPTCY_PRICE,
            "fundTopUp", OrderLimit.FUND_TOP_UP));
    private static final Map<String, Takeover.By> TAKERS =
            new TreeMap<>(Map.of("none", Takeover.By.NONE, "vault", Takeover.By.VAULT, "fund", Takeover.By.FUND));
    private static final Map<String, Adl.Trigger> TRIGGERS = new TreeMap<>(Map.of(
            "none", Adl.Trigger.NONE,
            "negativeEquity", Adl.Trigger.NEGATIVE_EQUITY,
            "unfilled", Adl.Trigger.UNFILLED,
            "nothingFilled", Adl.Trigger.NOTHING_FILLED));
    private static final Map<String, Adl.Ranking> RANKINGS = new TreeMap<>(Map.of(
            "binance", Adl.Ranking.BINANCE,
            "hyperliquid", Adl.Ranking.HYPERLIQUID,
            "bitmex", Adl.Ranking.BITMEX,
            "pnl", Adl.Ranking.PNL,
            "random", Adl.Ranking.RANDOM));
    private static final Map<String, Adl.Allocation> ALLOCATIONS = new TreeMap<>(Map.of(
            "queue", Adl.Allocation.QUEUE,
            "wealthProRata", Adl.Allocation.WEALTH_PRO_RATA,
            "contractProRata", Adl.Allocation.CONTRACT_PRO_RATA,
            "cappedProRata", Adl.Allocation.CAPPED_PRO_RATA));
    private static final Map<String, Adl.AdlPrice> PRICES = new TreeMap<>(Map.of(
            "bankruptcyPrice", Adl.AdlPrice.BANKRUPTCY_PRICE,
            "previousMark", Adl.AdlPrice.PREVIOUS_MARK,
            "mark", Adl.AdlPrice.MARK));
    private static final Map<String, Residual> RESIDUALS =
            new TreeMap<>(Map.of("badDebt", Residual.BAD_DEBT, "socialise", Residual.SOCIALISE, "keep", Residual.KEEP));
    private static final Map<String, VenueSpec> PRESETS = new TreeMap<>(
            Map.of("hyperliquid-like", hyperliquidLike(), "binance-like", binanceLike(), "dydx-like", dydxLike()));

    /** The venue of a scenario without one: no fund, no vault, nobody. */
    static final VenueSpec EMPTY = new VenueSpec(
            "venue",
            "none",
            liquidation(Liquidation.Style.WHOLE, Ratio.of(1, 5)),
            OrderLimit.NONE,
            Ratio.ZERO,
            new Takeover(Takeover.By.NONE, Ratio.of(2, 3)),
            noVault(),
            new Fund(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Ratio.ONE),
            new Adl(Adl.Trigger.NONE, Adl.Ranking.PNL, Adl.Allocation.QUEUE, Adl.AdlPrice.MARK),
            Residual.BAD_DEBT);

    private VenueResolver() {}

    static VenueSpec resolve(Field venue) {
        VenueSpec base = venue.get("preset").choice(PRESETS);
        return new VenueSpec(
                venue.text("name", base.name()),
                base.preset(),
                liquidation(venue.find("liquidation"), base.liquidation()),
                choice(venue, "orderLimit", ORDER_LIMITS, base.orderLimit()),
                venue.find("fee").map(Field::rate).orElse(base.fee()),
                takeover(venue.find("takeover"), base.takeover()),
                vault(venue.find("vault"), base.vault()),
                fund(venue.find("fund"), base.fund()),
                adl(venue.find("adl"), base.adl()),
                choice(venue, "residual", RESIDUALS, base.residual()));
    }

    private static Liquidation liquidation(Optional<Field> over, Liquidation base) {
        return over.map(field -> new Liquidation(
                        choice(field, "style", STYLES, base.style()),
                        money(field, "threshold", base.threshold()),
                        field.find("fraction").map(Field::positiveShare).orElse(base.fraction()),
                        field.find("coolDown").map(Field::duration).orElse(base.coolDownMillis()),
                        money(field, "minimumNotional", base.minimumNotional()),
                        limit(field, "maximumNotional", base.maximumNotional())))
                .orElse(base);
    }

    private static Takeover takeover(Optional<Field> over, Takeover base) {
        return over.map(field -> new Takeover(
                        choice(field, "by", TAKERS, base.by()),
                        field.find("line").map(Field::positiveShare).orElse(base.line())))
                .orElse(base);
    }

    private static Vault vault(Optional<Field> over, Vault base) {
        return over.map(field -> new Vault(
                        money(field, "equity", base.equity()),
                        money(field, "parent", base.parent()),
                        field.find("unwindShare").map(Field::share).orElse(base.unwindShare()),
                        field.find("deleverageShare").map(Field::positiveShare).orElse(base.deleverageShare()),
                        money(field, "lossThreshold", base.lossThreshold()),
                        limit(field, "inventoryCap", base.inventoryCap())))
                .orElse(base);
    }

    private static Fund fund(Optional<Field> over, Fund base) {
        return over.map(field -> new Fund(
                        money(field, "balance", base.balance()),
                        limit(field, "capPerEvent", base.capPerEvent()),
                        limit(field, "capPerTick", base.capPerTick()),
                        limit(field, "inventoryLimit", base.inventoryLimit()),
                        field.find("unwindShare").map(Field::share).orElse(base.unwindShare())))
                .orElse(base);
    }

    private static Adl adl(Optional<Field> over, Adl base) {
        return over.map(field -> new Adl(
                        choice(field, "trigger", TRIGGERS, base.trigger()),
                        choice(field, "ranking", RANKINGS, base.ranking()),
                        choice(field, "allocation", ALLOCATIONS, base.allocation()),
                        choice(field, "price", PRICES, base.price())))
                .orElse(base);
    }

    private static <T> T choice(Field field, String key, Map<String, T> words, T base) {
        return field.find(key).map(value -> value.choice(words)).orElse(base);
    }

    private static long money(Field field, String key, long base) {
        return field.find(key).map(Field::nonNegativeMoney).orElse(base);
    }

    private static long limit(Field field, String key, long base) {
        return field.find(key).map(Field::moneyOrNone).orElse(base);
    }

    private static Liquidation liquidation(Liquidation.Style style, Ratio fraction) {
        return new Liquidation(
                style, Money.ofDollars(100_000), fraction, 30_000, Money.ofDollars(1_000), Money.ofDollars(100_000));
    }

    private static Vault noVault() {
        return new Vault(0, 0, Ratio.ONE, Ratio.ONE, 0, Long.MAX_VALUE);
    }

    private static VenueSpec hyperliquidLike() {
        return new VenueSpec(
                "hyperliquid-like",
                "hyperliquid-like",
                liquidation(Liquidation.Style.STAGED, Ratio.of(1, 5)),
                OrderLimit.NONE,
                Ratio.ZERO,
                new Takeover(Takeover.By.VAULT, Ratio.of(2, 3)),
                new Vault(
                        Money.ofDollars(90_000_000),
                        Money.ofDollars(230_000_000),
                        Ratio.ONE,
                        Ratio.ONE,
                        0,
                        Long.MAX_VALUE),
                new Fund(0, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Ratio.ONE),
                new Adl(
                        Adl.Trigger.NEGATIVE_EQUITY,
                        Adl.Ranking.HYPERLIQUID,
                        Adl.Allocation.QUEUE,
                        Adl.AdlPrice.PREVIOUS_MARK),
                Residual.BAD_DEBT);
    }

    private static VenueSpec binanceLike() {
        return new VenueSpec(
                "binance-like",
                "binance-like",
                liquidation(Liquidation.Style.WHOLE, Ratio.of(1, 5)),
                OrderLimit.BANKRUPTCY_PRICE,
                Ratio.of(5, 1000),
                new Takeover(Takeover.By.FUND, Ratio.of(2, 3)),
                noVault(),
                new Fund(
                        Money.ofDollars(100_000_000),
                        Money.ofDollars(1_000_000),
                        Money.ofDollars(10_000_000),
                        Money.ofDollars(500_000_000),
                        Ratio.of(1, 2)),
                new Adl(Adl.Trigger.UNFILLED, Adl.Ranking.BINANCE, Adl.Allocation.QUEUE, Adl.AdlPrice.BANKRUPTCY_PRICE),
                Residual.BAD_DEBT);
    }

    private static VenueSpec dydxLike() {
        return new VenueSpec(
                "dydx-like",
                "dydx-like",
                liquidation(Liquidation.Style.PER_BLOCK, Ratio.of(1, 10)),
                OrderLimit.FUND_TOP_UP,
                Ratio.of(15, 1000),
                new Takeover(Takeover.By.NONE, Ratio.of(2, 3)),
                noVault(),
                new Fund(
                        Money.ofDollars(20_000_000),
                        Money.ofDollars(1_000_000),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Ratio.ONE),
                new Adl(
                        Adl.Trigger.NOTHING_FILLED,
                        Adl.Ranking.RANDOM,
                        Adl.Allocation.QUEUE,
                        Adl.AdlPrice.BANKRUPTCY_PRICE),
                Residual.KEEP);
    }
}
