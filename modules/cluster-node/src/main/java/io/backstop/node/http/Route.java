package io.backstop.node.http;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One thing that can be asked.
 *
 * @param path with parameters in braces, as OpenAPI writes it
 */
record Route(String method, String path, Access access, Input input, Handler handler) {
    /** Who may ask. */
    enum Access {
        /** Whoever can connect: a probe knows no token. */
        ANYONE,
        /** Who passes the {@link Gate}. */
        ADMITTED
    }

    /** What the body must be. */
    enum Input {
        /** Ignored. */
        NONE,
        /** JSON. */
        JSON,
        /** JSON with a scenario in it. */
        SUBMISSION
    }

    /** What answers. */
    @FunctionalInterface
    interface Handler {
        /** Fails with {@link HttpProblem}, or with what {@link HttpProblem#of} knows. */
        CompletionStage<HttpResponse> answer(Call call);
    }

    /** As the documentation and the metrics name it. */
    String name() {
        return method + " " + path;
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }
}
