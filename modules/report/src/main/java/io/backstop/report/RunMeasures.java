package io.backstop.report;

import io.backstop.model.Money;
import io.backstop.scenario.Measure;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up a run's figures from its facts. Of what grows with the run it holds one number a tick, the names of liquidated
 * accounts, and a few sums for each account that ADL touched.
 */
public final class RunMeasures implements FactSink, RunListener {
    private static final int SHARE_DECIMALS = 6;
    private static final int MILLIS_DECIMALS = 3;
    private static final int MONEY_DECIMALS = 6;
    private static final long LAG_STARTS_AT = 200; // 0.5 % is one part in 200
    private static final long NOT_SMALL = Money.ofDollars(1_000);
    private static final int TOP = 100;

    private final ResolvedScenario scenario;

    private final Set<LiquidationEvent> liquidationsOfTick = new HashSet<>();
    private final Set<AdlEvent> adlOfTick = new HashSet<>();
    private final Set<String> liquidatedAccounts = new HashSet<>();
    private final Map<String, AdlTarget> targets = new HashMap<>();
    private final EnumMap<Fact.Layer, Long> paid = new EnumMap<>(Fact.Layer.class);
    private final long[] liquidatedIn;
    private final long[] liquidatedByMarket;

    private final @Nullable DebtMeasures debt;

    private long accounts;
    private long activeAccounts;
    private long activeEquity;
    private long ticks;
    private long liquidations;
    private long liquidatedNotional;
    private long realisedByLiquidated;
    private long adlEvents;
    private long adlNotional;
    private long adlRealisedPnl;
    private long adlHaircut;
    private long firstAdlTick = -1;
    private long badDebt;
    private long deficitAtTrigger;
    private long passesCut;
    private long minimumFundEquity;
    private long minimumVaultEquity;
    private String digest = "";

    private record LiquidationEvent(String account, Flow exit, int market) {}

    private record AdlEvent(Fact.Party estate, String target, int market) {}

    /** Figures of a run of this scenario, all zero. */
    public RunMeasures(ResolvedScenario scenario) {
        this.scenario = scenario;
        this.liquidatedIn = new long[scenario.ticks() + 1];
        this.liquidatedByMarket = new long[scenario.markets().size()];
        this.minimumFundEquity = scenario.venue().fund().balance();
        this.minimumVaultEquity = scenario.venue().vault().equity();
        this.debt = scenario.debt().isEmpty() ? null : new DebtMeasures(new DebtNames(scenario));
    }

    @Override
    public void accept(Fact fact) {
        tell(fact);
    }

    @Override
    public void opened(Fact.RunOpened opened) {
        accounts = opened.accounts();
        activeAccounts = opened.activeAccounts();
        activeEquity = opened.activeEquity();
    }

    @Override
    public void settled(Fact.PassSettled pass) {
        pass.liquidations().forEach(line -> liquidation(pass, line));
        pass.deleveragings().forEach(line -> deleveraging(pass, line));
        pass.deficits().forEach(this::deficit);
    }

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void debt(DebtFact fact) {
        if (debt != null) {
            debt.take(fact);
        }
    }

    /** What lending protocols and parties did; null for a scenario of one venue alone. */
    @Nullable
    DebtMeasures debt() {
        return debt;
    }

    @Override
    public void closed(Fact.TickClosed close) {
        liquidations += liquidationsOfTick.size();
        adlEvents += adlOfTick.size();
        liquidationsOfTick.clear();
        adlOfTick.clear();
        ticks = close.tick();
        deficitAtTrigger = Math.addExact(deficitAtTrigger, close.deficitAtTrigger());
        passesCut += close.passesCut() ? 1 : 0;
        minimumFundEquity = Math.min(minimumFundEquity, close.funds().fundEquity());
        minimumVaultEquity = Math.min(minimumVaultEquity, close.funds().vaultEquity());
        digest = close.digest();
    }

    @Override
    public void ended(Fact.RunClosed ended) {
        digest = ended.digest();
    }

    private void liquidation(Fact.PassSettled pass, Fact.Liquidation line) {
        leaves(pass, line.account(), Flow.of(line.exit()), line.market(), line.size(), line.realisedPnl());
    }

    private void leaves(Fact.PassSettled pass, String account, Flow exit, int market, long size, long realisedPnl) {
        long notional = AtMark.notional(pass, market, size);
        int number = Math.toIntExact(pass.tick());
        liquidationsOfTick.add(new LiquidationEvent(account, exit, market));
        liquidatedAccounts.add(account);
        liquidatedNotional = Math.addExact(liquidatedNotional, notional);
        liquidatedIn[number] += notional;
        liquidatedByMarket[market] += notional;
        realisedByLiquidated = Math.addExact(realisedByLiquidated, realisedPnl);
    }

    private void deleveraging(Fact.PassSettled pass, Fact.Deleveraging line) {
        if (Flow.of(line.estate()).leavesAnAccount()) {
            leaves(pass, line.estate().name(), Flow.DIRECT_ADL, line.market(), line.size(), line.estateRealisedPnl());
        }
        long notional = AtMark.notional(pass, line.market(), line.size());
        long haircut = AtMark.haircut(pass, line);
        adlOfTick.add(new AdlEvent(line.estate(), line.target(), line.market()));
        adlNotional = Math.addExact(adlNotional, notional);
        adlRealisedPnl = Math.addExact(adlRealisedPnl, line.realisedPnl());
        adlHaircut = Math.addExact(adlHaircut, haircut);
        targets.computeIfAbsent(line.target(), name -> new AdlTarget(line)).add(line, notional, haircut);
        if (firstAdlTick < 0) {
            firstAdlTick = pass.tick();
        }
    }

    private void deficit(Fact.Deficit deficit) {
        badDebt = Math.addExact(badDebt, deficit.open());
        for (Fact.Payment payment : deficit.payments()) {
            paid.merge(payment.layer(), payment.amount(), Math::addExact);
        }
    }

    /** What ADL did, account by account, in the order of names. */
    List<AdlTarget> adlTargets() {
        return targets.values().stream()
                .sorted(Comparator.comparing(AdlTarget::account))
                .toList();
    }

    /** What a layer paid into deficits, in micro-dollars. */
    long paid(Fact.Layer layer) {
        return paid.getOrDefault(layer, 0L);
    }

    /**
     * The outcome so far.
     *
     * @param invariants what the checks of the books found; without any the conservation error is not stated
     */
    public RunSummary summary(InvariantResults invariants) {
        List<BigDecimal> byMarket =
                Arrays.stream(liquidatedByMarket).mapToObj(RunMeasures::money).toList();
        return new RunSummary(scenario, digest, ticks, accounts, activeAccounts, values(invariants), byMarket);
    }

    private Map<Measure, BigDecimal> values(InvariantResults invariants) {
        EnumMap<Measure, BigDecimal> values = new EnumMap<>(Measure.class);
        values.put(Measure.LIQUIDATIONS, count(liquidations));
        values.put(Measure.LIQUIDATED_ACCOUNTS, count(liquidatedAccounts.size()));
        values.put(Measure.LIQUIDATED_NOTIONAL, money(liquidatedNotional));
        values.put(Measure.LOSS_OF_LIQUIDATED, money(-realisedByLiquidated));
        values.put(Measure.ADL_EVENTS, count(adlEvents));
        values.put(Measure.ADL_NOTIONAL, money(adlNotional));
        values.put(Measure.ADL_ACCOUNTS, count(targets.size()));
        values.put(Measure.ADL_ACCOUNTS_AT_LEAST_1000, count(targetsOfSize()));
        values.put(Measure.ADL_HAIRCUT, money(adlHaircut));
        values.put(Measure.INSURANCE_FUND_PAID, money(paid(Fact.Layer.FUND)));
        values.put(Measure.VAULT_PARENT_PAID, money(paid(Fact.Layer.PARENT)));
        values.put(Measure.SOCIALISED_LOSS, money(paid(Fact.Layer.SOCIALISED)));
        values.put(Measure.BAD_DEBT, money(badDebt));
        values.put(Measure.DEFICIT_AT_TRIGGER, money(deficitAtTrigger));
        values.put(Measure.ACTIVE_EQUITY, money(activeEquity));
        values.put(Measure.MINIMUM_FUND_EQUITY, money(minimumFundEquity));
        values.put(Measure.MINIMUM_VAULT_EQUITY, money(minimumVaultEquity));
        values.put(Measure.PASSES_CUT, count(passesCut));
        if (adlNotional > 0) {
            values.put(Measure.ADL_REALISED_PNL_SHARE, share(adlRealisedPnl, adlNotional));
            values.put(Measure.TOP_HUNDRED_SHARE, share(topHundred(), adlNotional));
            values.put(Measure.FIRST_ADL_LAG_SECONDS, firstAdlLag());
        }
        if (!invariants.results().isEmpty()) {
            values.put(Measure.CONSERVATION_ERROR, money(invariants.conservationError()));
        }
        if (debt != null) {
            debt.put(values);
        }
        return values;
    }

    private long targetsOfSize() {
        return targets.values().stream()
                .filter(target -> target.notional() >= NOT_SMALL)
                .count();
    }

    private long topHundred() {
        long[] ascending = targets.values().stream()
                .mapToLong(AdlTarget::notional)
                .sorted()
                .toArray();
        return Arrays.stream(ascending, Math.max(0, ascending.length - TOP), ascending.length)
                .sum();
    }

    private BigDecimal firstAdlLag() {
        long threshold = Math.ceilDiv(liquidatedNotional, LAG_STARTS_AT);
        int tick = 0;
        long reached = liquidatedIn[0];
        while (reached < threshold) {
            reached += liquidatedIn[++tick];
        }
        return BigDecimal.valueOf((firstAdlTick - tick) * scenario.tickMillis(), MILLIS_DECIMALS);
    }

    private static BigDecimal count(long value) {
        return BigDecimal.valueOf(value);
    }

    private static BigDecimal money(long micros) {
        return BigDecimal.valueOf(micros, MONEY_DECIMALS);
    }

    private static BigDecimal share(long part, long whole) {
        return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), SHARE_DECIMALS, RoundingMode.HALF_EVEN);
    }
}
