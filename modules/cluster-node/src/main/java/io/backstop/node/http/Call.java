package io.backstop.node.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.apache.pekko.japi.Pair;

/**
 * A request that has found its route.
 *
 * @param body empty if the route takes none
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Call(Uri uri, Map<String, String> path, byte[] body) {
    /** A part of the path, decoded. */
    String path(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    /** A part of the path that is a whole number; nothing is there under another. */
    int number(String name) {
        try {
            return Integer.parseInt(path(name));
        } catch (NumberFormatException e) {
            throw new HttpProblem(404, "not-found", "no " + name + " '" + path(name) + "'; expected a number", name, e);
        }
    }

    /** The body, which must be an object of these fields. */
    JsonBody json(String... fields) {
        return JsonBody.parse(body).only(fields);
    }

    /** The parameters after the question mark, which must be of these names. */
    Parameters query(String... names) {
        return new Parameters(pairs(), List.of(names));
    }

    private List<Pair<String, String>> pairs() {
        try {
            return uri.query().toList();
        } catch (IllegalUriException e) {
            throw new HttpProblem(400, "bad-input", "what follows the question mark is not name=value&…", null, e);
        }
    }
}
