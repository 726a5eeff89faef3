package io.backstop.node.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ctrl-C and SIGTERM: asks the run to stop and lets the JVM go only when it has, or after half a minute. */
public final class Interruption {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile @Nullable Integer outcome;

    private Interruption(Runnable stop) {
        hook = new Thread(() -> stopAndWait(stop), "backstop-interruption");
    }

    /** From now on, until {@link #disarm}, the end of the JVM calls {@code stop} first. */
    public static Interruption arm(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stopAndWait(Runnable stop) {
        stop.run();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
            Integer exitCode = outcome;
            if (exitCode != null) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is complete and the person was told: a signal that comes or came too late does not change the exit code. */
    public void completed(int exitCode) {
        outcome = exitCode;
    }

    /** The run has ended, one way or the other, and the person was told. */
    public void disarm() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            hook.setName("backstop-interruption-ended");
        }
    }
}
