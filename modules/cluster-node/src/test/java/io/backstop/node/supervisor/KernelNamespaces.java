package io.backstop.node.supervisor;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Whether this machine and this user can have network namespaces, asked past the code under test. */
public final class KernelNamespaces {
    private KernelNamespaces() {}

    /** Leaves the test out where they cannot, or iproute2 is missing. */
    public static void assumeHere() {
        assumeTrue(
                succeeds("unshare", "--net", "ip", "link", "set", "lo", "up")
                        && succeeds("sh", "-c", "test $(id -u) = 0"),
                "needs root on Linux, and iproute2");
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
