package io.backstop.node.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** F1 to F3, F11, F12, F17, F18 on one thread, by schedules of listed faults; see {@link FaultSuite}. */
class FaultsInProcessTest extends FaultSuite {
    FaultsInProcessTest(@TempDir Path folder) throws Exception {
        super(folder);
    }

    @Override
    Place open(Path folder) {
        return new InProcess();
    }
}
