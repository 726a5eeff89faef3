package io.backstop.node.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * F1 to F3, F11, F12, F17, F18 on three node processes and PostgreSQL: {@code SIGKILL}, {@code SIGTERM}, a link to the database that is
 * cut between commit and answer; see {@link FaultSuite}.
 */
@Tag("slow")
class FaultsOnProcessesTest extends FaultSuite {
    FaultsOnProcessesTest(@TempDir Path folder) throws Exception {
        super(folder);
    }

    @Override
    Place open(Path folder) throws InterruptedException {
        return new Processes(folder);
    }
}
