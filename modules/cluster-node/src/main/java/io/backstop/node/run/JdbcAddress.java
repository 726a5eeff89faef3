package io.backstop.node.run;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        if (text.substring(0, question < 0 ? text.length() : question).indexOf('@') >= 0) {
            throw CommandFailure.badInput(
                    "--jdbc-url takes user and password as ?user=...&password=..., not before an @");
        }
        if (question < 0) {
            return new JdbcAddress(text, user, password);
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : text.substring(question + 1).split("&", -1)) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter);
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter);
            } else if (parameter.toLowerCase(Locale.ROOT).contains("password")) {
                throw CommandFailure.badInput(
                        "--jdbc-url takes no password but password=...; it would be kept with the run");
            } else {
                kept.add(parameter);
            }
        }
        String bare = text.substring(0, question);
        return new JdbcAddress(kept.isEmpty() ? bare : bare + "?" + String.join("&", kept), user, password);
    }

    /** The words of a command without the user and the password of an address among them. */
    public static List<String> withoutCredentials(List<String> command) {
        return command.stream().map(JdbcAddress::withoutCredentials).toList();
    }

    private static String withoutCredentials(String word) {
        int address = word.indexOf(PREFIX);
        return address < 0
                ? word
                : word.substring(0, address)
                        + parse(word.substring(address), System.getenv()).url();
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
