package io.backstop.node.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.node.server.RunStatus;
import io.backstop.scenario.loader.ScenarioException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.jspecify.annotations.Nullable;

/** Why a request is not answered as wished: a status, and one line for a person. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_INPUT = 2;

    private final int status;
    private final String code;
    private final @Nullable String field;

    HttpProblem(int status, String code, String message, @Nullable String field, @Nullable Throwable cause) {
        super(message.strip().replaceAll("\\s*\\R\\s*", " "), cause);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    static HttpProblem badInput(String message, String field) {
        return new HttpProblem(400, "bad-input", message, field, null);
    }

    static HttpProblem notFound(String what) {
        return new HttpProblem(404, "not-found", what, null, null);
    }

    static HttpProblem noRun(String id) {
        return notFound("no run '" + id + "'; GET /v1/runs lists them");
    }

    static HttpProblem ended(RunStatus run) {
        String words = "run '" + run.id() + "' has ended; no node has its entities, their events are in the database";
        return new HttpProblem(409, "ended", words, null, null);
    }

    static HttpProblem tooLarge(long limit, @Nullable Throwable cause) {
        return new HttpProblem(413, "too-large", "the body is too large; at most " + limit + " bytes", null, cause);
    }

    static HttpProblem busy(Throwable cause) {
        return new HttpProblem(503, "busy", "too many requests wait for the database; try again", null, cause);
    }

    static HttpProblem closing() {
        return new HttpProblem(503, "not-ready", "the node is going down; ask another", null, null);
    }

    /** What a failure is to the one who asked; what nobody foresaw is our fault and 500. */
    static HttpProblem of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case HttpProblem problem -> problem;
            case EntityStreamSizeException large -> tooLarge(large.limit(), large);
            case ScenarioException scenario -> new HttpProblem(400, "bad-scenario", words(scenario), null, scenario);
            case CommandFailure told
            when told.exitCode() == BAD_INPUT -> new HttpProblem(400, "bad-input", words(told), null, told);
            case CommandFailure told -> new HttpProblem(500, "failed", words(told), null, told);
            case JournalUnavailable gone -> new HttpProblem(503, "database-unavailable", words(gone), null, gone);
            case TimeoutException late ->
                new HttpProblem(504, "time-out", "the node did not answer in time; try again", null, late);
            default -> new HttpProblem(500, "internal", "unexpected failure: " + words(failure), null, failure);
        };
    }

    int status() {
        return status;
    }

    /** Whether nobody foresaw it, so that the log must keep where it came from. */
    boolean isUnforeseen() {
        return code.equals("internal");
    }

    ObjectNode toJson() {
        ObjectNode json = NodeJson.object();
        json.putObject("error").put("code", code).put("message", getMessage()).put("field", field);
        return json;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
