package io.backstop.report;

import io.backstop.model.Money;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Facts with the shape and the size of a large cascade, from a seed: a fall to half way and half of it back, liquidations where it
 * is steepest, ADL at the previous mark. The lines are plausible one by one; the books behind them are not kept.
 */
final class GeneratedCascade {
    private static final long DOLLAR = Money.MICROS;

    private final SplittableRandom random = new SplittableRandom(20251010);
    private final int markets;
    private final int ticks;
    private final int linesPerTick;
    private final long[] index;
    private final long[] mark;
    private final long[] previousMark;
    private final double[] displacement;
    private final long[] outside;
    private long vaultInventory;
    private long vaultEquity = 90_000_000 * DOLLAR;
    private long parent = 230_000_000 * DOLLAR;
    private long openBadDebt;

    /** So many lines are made in the busiest tick. */
    GeneratedCascade(int markets, int ticks, int linesPerTick) {
        this.markets = markets;
        this.ticks = ticks;
        this.linesPerTick = linesPerTick;
        this.index = new long[markets];
        this.mark = new long[markets];
        this.previousMark = new long[markets];
        this.displacement = new double[markets];
        this.outside = new long[markets];
    }

    void tell(FactSink sink) {
        long[] interest = new long[markets];
        sink.accept(new Fact.RunOpened(
                437_723,
                210_000,
                5_060_000_000L * DOLLAR,
                0,
                interest,
                interest,
                new long[0],
                new long[markets],
                "00".repeat(32)));
        for (int tick = 1; tick <= ticks; tick++) {
            prices(tick);
            int lines = (int) (linesPerTick * intensity(tick) * (0.5 + random.nextDouble()));
            if (lines > 0) {
                sink.accept(pass(tick, lines));
            }
            sink.accept(close(tick, lines));
        }
        sink.accept(new Fact.RunClosed("table", digest(ticks)));
    }

    private static String digest(long tick) {
        return "%064x".formatted(tick * 0x9E3779B97F4A7C15L & Long.MAX_VALUE);
    }

    private double progress(int tick) {
        double at = (double) tick / ticks;
        return at < 0.48 ? Math.pow(at / 0.48, 1.6) : 1 - 0.5 * Math.sqrt((at - 0.48) / 0.52);
    }

    private double intensity(int tick) {
        double from = (tick - 0.38 * ticks) / (0.11 * ticks);
        return Math.exp(-from * from);
    }

    private void prices(int tick) {
        for (int m = 0; m < markets; m++) {
            double drop = 0.075 + 0.035 * m;
            double noise = 1 + 0.001 * (random.nextDouble() - 0.5);
            displacement[m] = displacement[m] * 0.985 + 0.0006 * intensity(tick);
            previousMark[m] = mark[m];
            index[m] = (long) (start(m) * (1 - drop * progress(tick)) * noise);
            mark[m] = (long) (index[m] * Math.exp(-displacement[m]));
            if (previousMark[m] == 0) {
                previousMark[m] = mark[m];
            }
        }
    }

    private static long start(int m) {
        return 120_000_000L / (1 + 3L * m * m);
    }

    private Fact.PassSettled pass(int tick, int lines) {
        List<Fact.Liquidation> liquidations = new ArrayList<>();
        List<Fact.Deleveraging> deleveragings = new ArrayList<>();
        List<Fact.Unwind> unwinds = new ArrayList<>();
        List<Fact.Deficit> deficits = new ArrayList<>();
        boolean vaultIsFull = tick > 0.15 * ticks;
        for (int i = 0; i < lines; i++) {
            int m = (int) (markets * Math.pow(random.nextDouble(), 1.7));
            liquidations.add(liquidation(m));
            if (vaultIsFull && random.nextInt(100) < 45) {
                deleverage(tick, m, deleveragings, deficits);
            }
        }
        for (int m = 0; m < markets; m++) {
            long size = units(20_000 + random.nextInt(400_000), m);
            unwinds.add(new Fact.Unwind(Fact.PartyKind.VAULT, m, -size, -size * mark[m], -size * mark[m] / 100));
            vaultEquity -= size * mark[m] / 100;
            outside[m] += size * mark[m] / 300;
        }
        return new Fact.PassSettled(
                tick,
                1,
                index.clone(),
                mark.clone(),
                previousMark.clone(),
                lines,
                liquidations,
                deleveragings,
                List.of(),
                unwinds,
                deficits,
                List.of(),
                List.of(),
                0,
                0);
    }

    private long units(long dollars, int m) {
        return Math.max(1, dollars * DOLLAR / mark[m]);
    }

    private long heavyTail(double scale) {
        return (long) Math.min(6e7, scale * Math.exp(2.6 * gaussian()));
    }

    private double gaussian() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    private Fact.Liquidation liquidation(int m) {
        long size = units(heavyTail(1_500), m);
        Fact.Exit exit = random.nextInt(100) < 30 ? Fact.Exit.BOOK : Fact.Exit.VAULT_TAKEOVER;
        long price = exit == Fact.Exit.BOOK ? mark[m] * 99 / 100 : mark[m];
        long notional = size * mark[m];
        vaultInventory = Math.max(0, vaultInventory + (exit == Fact.Exit.VAULT_TAKEOVER ? notional / 50 : 0));
        return new Fact.Liquidation(
                "long-" + random.nextInt(60_000),
                m,
                exit,
                -size,
                -size * price,
                0,
                -notional / 9,
                notional / 150,
                notional / 80,
                -size * (mark[m] * 98 / 100),
                -1);
    }

    private void deleverage(int tick, int m, List<Fact.Deleveraging> lines, List<Fact.Deficit> deficits) {
        long size = units(heavyTail(3_000), m);
        long notional = size * mark[m];
        boolean direct = random.nextInt(100) < 40;
        String bankrupt = "long-" + random.nextInt(60_000);
        Fact.Party estate =
                direct ? new Fact.Party(Fact.PartyKind.ACCOUNT, bankrupt) : new Fact.Party(Fact.PartyKind.VAULT, "");
        double leverage = Math.exp(gaussian());
        lines.add(new Fact.Deleveraging(
                estate,
                "short-" + (int) (28_000 * Math.pow(random.nextDouble(), 1.5)),
                m,
                size,
                size * previousMark[m],
                lines.size() + 1,
                leverage * 1.2,
                (long) (notional * 0.4),
                (long) (notional * 0.45),
                (long) (notional / leverage),
                notional + notional / 3,
                -size - size / 3,
                random.nextInt(5) == 0,
                -notional / 8));
        if (direct) {
            deficits.add(deficit(tick, bankrupt, notional / 60));
        }
    }

    private Fact.Deficit deficit(int tick, String account, long amount) {
        long byAdl = amount * 7 / 10;
        long byParent = Math.min(amount - byAdl, parent);
        long open = random.nextInt(20) == 0 ? byParent : 0;
        parent -= byParent - open;
        openBadDebt += open;
        return new Fact.Deficit(
                tick + ".1/" + account,
                account,
                amount,
                List.of(
                        new Fact.Payment(Fact.Layer.ADL, Fact.PartyKind.ACCOUNT, byAdl),
                        new Fact.Payment(Fact.Layer.PARENT, Fact.PartyKind.PARENT, amount - byAdl - open)),
                0,
                open,
                0);
    }

    private Fact.TickClosed close(int tick, int lines) {
        long[] depth = new long[markets];
        Arrays.fill(depth, 10_000_000 * DOLLAR);
        vaultInventory = (long) (vaultInventory * 0.97);
        return new Fact.TickClosed(
                tick,
                index.clone(),
                mark.clone(),
                depth,
                depth,
                depth,
                new long[markets],
                new long[markets],
                new long[markets],
                outside.clone(),
                new long[markets],
                new Fact.Funds(
                        0, 0, 0, 0, vaultEquity - vaultInventory, vaultEquity, vaultInventory, vaultInventory, parent),
                lines,
                lines > 0 ? 400 * DOLLAR * lines : 0,
                lines > 0 ? 2 : 1,
                false,
                lines / 50,
                tick,
                openBadDebt,
                digest(tick));
    }
}
