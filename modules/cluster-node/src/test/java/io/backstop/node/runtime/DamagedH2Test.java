package io.backstop.node.runtime;

import io.backstop.node.runtime.Journal.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Damage to an H2 file. */
class DamagedH2Test extends DamagedJournalSuite {
    @TempDir
    private static Path folder;

    @Override
    Database database() {
        return new Journal.H2(folder);
    }
}
