package io.backstop.node.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** F1 to F3, F11, F12, F17, F18 on three nodes in one JVM, with F4's zombies as lost nodes; see {@link FaultSuite}. */
@Tag("slow")
class FaultsInOneJvmTest extends FaultSuite {
    FaultsInOneJvmTest(@TempDir Path folder) throws Exception {
        super(folder);
    }

    @Override
    Place open(Path folder) {
        return new OneJvm(folder);
    }
}
