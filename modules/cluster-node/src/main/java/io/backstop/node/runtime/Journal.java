package io.backstop.node.runtime;

import java.nio.file.Path;

/** Where a run's events are kept. */
public sealed interface Journal {
    /** In this process's memory: gone with it. */
    record Memory() implements Journal {}

    /** A database that JDBC reaches: shared by a run's events and its metadata. */
    sealed interface Database extends Journal {
        /** The JDBC address. */
        String url();

        /** The user; may be empty. */
        String user();

        /** The password; may be empty. */
        String password();
    }

    /**
     * An H2 file. Every commit is written to the file before it is acknowledged ({@code WRITE_DELAY=0}), so that the end of
     * the process, {@code kill -9} included, loses no acknowledged event; the loss of power may lose the last ones.
     *
     * @param folder the folder of the file, made if it is missing
     */
    record H2(Path folder) implements Database {
        @Override
        public String url() {
            return "jdbc:h2:file:" + folder.toAbsolutePath().resolve("backstop")
                    + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public String password() {
            return "";
        }
    }

    /** PostgreSQL. Durable as far as its own settings are. */
    record Postgres(String url, String user, String password) implements Database {}
}
