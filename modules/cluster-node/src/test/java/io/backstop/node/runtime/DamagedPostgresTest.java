package io.backstop.node.runtime;

import io.backstop.node.runtime.Journal.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** Damage to tables in PostgreSQL. */
class DamagedPostgresTest extends DamagedJournalSuite {
    private final PackagedPostgres server;

    DamagedPostgresTest(@TempDir Path folder) {
        this.server = PackagedPostgres.start(folder);
    }

    @Override
    Database database() {
        return server.journal();
    }

    @AfterAll
    void stop() {
        server.close();
    }
}
