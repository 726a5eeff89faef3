package io.backstop.node.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is no HTTP request in the one shape of errors; named in the server's configuration. */
public final class ParsingFailures extends ParsingErrorHandler {
    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        HttpProblem problem = new HttpProblem(status.intValue(), "bad-request", error.summary(), null, null);
        return HttpResponse.create()
                .withStatus(status.intValue())
                .withEntity(ContentTypes.APPLICATION_JSON, NodeJson.bytes(problem.toJson()));
    }
}
