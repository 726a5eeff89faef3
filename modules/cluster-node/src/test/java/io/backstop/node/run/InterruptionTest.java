package io.backstop.node.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.runtime.ChildJvm;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that ends by itself while Ctrl-C arrives: complete is complete; one that stopped ends as a shell expects. */
@EnabledOnOs(OS.LINUX)
class InterruptionTest {
    @ParameterizedTest
    @CsvSource({"completed, 0", "failed its checks, 1", "stopped, 130"})
    void theExitCodeIsThatOfWhatTheRunCameTo(String run, int exitCode) throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.startInterruptible(Interrupted.class, run)) {
            child.awaitLine("armed");
            child.signal("INT");

            assertThat(child.end()).last().isEqualTo("told");
            assertThat(child.exitCode()).isEqualTo(exitCode);
        }
    }

    /** A run that ends after it was asked to stop, in the way that its argument says. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch asked = new CountDownLatch(1);
            Interruption interruption = Interruption.arm(asked::countDown);
            System.out.println("armed");
            asked.await();
            System.out.println("told");
            switch (args[0]) {
                case "completed" -> interruption.completed(0);
                case "failed its checks" -> interruption.completed(1);
                default -> {}
            }
            interruption.disarm();
        }
    }
}
