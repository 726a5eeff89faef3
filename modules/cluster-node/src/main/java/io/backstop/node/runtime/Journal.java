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
     * An H2 file. It writes commits to the file every half second: {@code kill -9} may lose the last ones, but never one
     * without all that came after it, so the run goes on from an earlier moment to the same events.
     *
     * @param folder the folder of the file, made if it is missing
     */
    record H2(Path folder) implements Database {
        @Override
        public String url() {
            return "jdbc:h2:file:" + folder.toAbsolutePath().resolve("backstop") + ";DB_CLOSE_ON_EXIT=FALSE";
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
