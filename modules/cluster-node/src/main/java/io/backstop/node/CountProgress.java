package io.backstop.node;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
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

/** One line on a terminal: how many of how many, and how many a second. */
final class CountProgress {
    private static final int INTERVAL_MILLIS = 200;
    private static final int WIDTH = 100;

    private final ProgressBar bar;
    private final ScheduledExecutorService clock;

    private CountProgress(String what, long all, PrintWriter terminal) {
        bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(all)
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
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("backstop-progress").factory());
    }

    /** Starts to show. */
    static CountProgress start(String what, long all, LongSupplier done, PrintWriter terminal) {
        CountProgress progress = new CountProgress(what, all, terminal);
        // Ends with its executor.
        ScheduledFuture<?> unused = progress.clock.scheduleAtFixedRate(
                () -> progress.bar.stepTo(Math.min(all, done.getAsLong())), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    /** Takes the line away. */
    void close() {
        clock.shutdownNow();
        bar.close();
    }
}
