package io.backstop.node.http;

import io.backstop.node.server.Submission;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.scenario.loader.ScenarioLoader;
import java.util.List;

/** Reads what somebody wants to run. */
final class SubmissionReader {
    private static final String[] FIELDS = {"scenario", "resolved", "seed", "set", "partitions", "key", "holds"};
    private static final int DEFAULT_PARTITIONS = 16;
    private static final int MOST_PARTITIONS = 4096;
    private static final int MOST_HOLDS = 256;
    private static final int LONGEST_KEY = 200;

    private SubmissionReader() {}

    /** The submission; a scenario is resolved, a resolved one is checked and brought into its canonical form. */
    static Submission read(Call call) {
        JsonBody body = call.json(FIELDS);
        String key = body.text("key").orElse("");
        if (key.length() > LONGEST_KEY) {
            throw HttpProblem.badInput("key has " + key.length() + " characters; at most " + LONGEST_KEY, "key");
        }
        return new Submission(
                resolved(body),
                (int) body.whole("partitions", 1, MOST_PARTITIONS).orElse(DEFAULT_PARTITIONS),
                key,
                holds(body));
    }

    private static String resolved(JsonBody body) {
        if (body.has("scenario") == body.has("resolved")) {
            throw HttpProblem.badInput("expected either scenario or resolved", "scenario");
        }
        if (body.has("scenario")) {
            String text = body.text("scenario").orElseThrow();
            return ScenarioLoader.load(
                            "scenario", text, body.texts("set"), body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE))
                    .resolvedYaml();
        }
        for (String field : List.of("seed", "set")) {
            if (body.has(field)) {
                throw HttpProblem.badInput(field + " goes with scenario; nothing is left open in resolved", field);
            }
        }
        return ResolvedScenarioCodec.write(
                ResolvedScenarioCodec.read(body.text("resolved").orElseThrow()));
    }

    private static List<Submission.HoldPoint> holds(JsonBody body) {
        return body.objects("holds", MOST_HOLDS).stream()
                .map(hold -> hold.only("tick", "pass"))
                .map(hold -> new Submission.HoldPoint(
                        hold.wholeOf("tick", 0, Integer.MAX_VALUE), (int) hold.wholeOf("pass", 0, Integer.MAX_VALUE)))
                .toList();
    }
}
