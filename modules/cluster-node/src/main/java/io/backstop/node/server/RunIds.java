package io.backstop.node.server;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Rules;

/** The id of a submitted run: the same for the same submission, on any node. */
final class RunIds {
    private static final int HASH_DIGITS = 12;

    private RunIds() {}

    static String of(ResolvedScenario scenario, Submission submission) {
        String all = String.join(
                "\n",
                submission.resolvedYaml(),
                Rules.VERSION,
                Integer.toString(submission.partitions()),
                submission.key(),
                submission.holds().toString());
        String hash = ResolvedScenarioCodec.sha256(all).substring(0, HASH_DIGITS);
        return scenario.name() + "-" + scenario.seed() + "-" + hash;
    }
}
