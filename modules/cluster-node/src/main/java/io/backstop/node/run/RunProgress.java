package io.backstop.node.run;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line on a terminal: simulated time, percent, ticks and events a second, accounts in liquidation, fund, time left. */
final class RunProgress implements AutoCloseable {
    private static final int INTERVAL_MILLIS = 200;
    private static final int WIDTH = 140;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final ProgressBar bar;
    private final ScheduledExecutorService clock;
    private final long tickMillis;
    private final Whereabouts whereabouts;
    private final LongSupplier events;
    private final long started = System.nanoTime();
    private volatile int inLiquidation;
    private volatile long fund;

    private RunProgress(ResolvedScenario scenario, Whereabouts whereabouts, LongSupplier events, PrintWriter terminal) {
        this.tickMillis = scenario.tickMillis();
        this.whereabouts = whereabouts;
        this.events = events;
        this.fund = scenario.venue().fund().balance() + scenario.venue().vault().equity();
        this.bar = new ProgressBarBuilder()
                .setTaskName(scenario.name())
                .setInitialMax(scenario.ticks())
                .setUnit(" ticks", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .clearDisplayOnFinish()
                .setConsumer(new DelegatingProgressBarConsumer(
                        text -> {
                            terminal.print('\r' + text);
                            terminal.flush();
                        },
                        WIDTH))
                .build();
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("backstop-progress").factory());
    }

    /** Starts to show. */
    static RunProgress start(
            ResolvedScenario scenario, Whereabouts whereabouts, LongSupplier events, PrintWriter terminal) {
        RunProgress progress = new RunProgress(scenario, whereabouts, events, terminal);
        // Ends with its executor.
        ScheduledFuture<?> unused =
                progress.clock.scheduleAtFixedRate(progress::show, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    void accept(Fact fact) {
        if (fact instanceof Fact.TickClosed closed) {
            inLiquidation = closed.inLiquidation();
            fund = closed.funds().fundEquity() + closed.funds().vaultEquity();
        }
    }

    private void show() {
        long tick = whereabouts.tick();
        Duration simulated = Duration.ofMillis(tick * tickMillis);
        double seconds = (System.nanoTime() - started) / NANOS;
        bar.stepTo(tick);
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                " t=%d:%02d  %,.0f events/s  %,d in liquidation  fund %,.1fM",
                simulated.toMinutes(),
                simulated.toSecondsPart(),
                events.getAsLong() / seconds,
                inLiquidation,
                fund / MICROS / MICROS));
    }

    /** Takes the line away. */
    @Override
    public void close() {
        clock.shutdownNow();
        bar.close();
    }
}
