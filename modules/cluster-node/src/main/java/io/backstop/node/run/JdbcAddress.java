package io.backstop.node.run;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL database. User and password come from the address, else from {@code PGUSER} and {@code PGPASSWORD}; the address
 * that is kept and shown has neither.
 *
 * @param url without user and password
 */
public record JdbcAddress(String url, String user, String password) {
    private static final String PREFIX = "jdbc:postgresql:";

    /**
     * Reads an address.
     *
     * @throws CommandFailure if it is not PostgreSQL's
     */
    public static JdbcAddress parse(String text, Map<String, String> environment) {
        if (!text.startsWith(PREFIX)) {
            throw CommandFailure.badInput(
                    "--jdbc-url must start with " + PREFIX + ", such as jdbc:postgresql://host/database");
        }
        String user = environment.getOrDefault("PGUSER", System.getProperty("user.name", "postgres"));
        String password = environment.getOrDefault("PGPASSWORD", "");
        int question = text.indexOf('?');
        if (question < 0) {
            return new JdbcAddress(text, user, password);
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : text.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter);
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter);
            } else {
                kept.add(parameter);
            }
        }
        String bare = text.substring(0, question);
        return new JdbcAddress(kept.isEmpty() ? bare : bare + "?" + String.join("&", kept), user, password);
    }

    private static String decoded(String parameter) {
        return URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
