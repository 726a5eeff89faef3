package io.backstop.scenario.loader;

import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import java.util.List;

/**
 * A scenario that is ready to run.
 *
 * @param openings the accounts at time zero
 * @param sourceText the file as it is
 * @param resolvedYaml the canonical text of {@code resolved}, see {@link ResolvedScenarioCodec}
 * @param sha256 of {@code resolvedYaml}'s UTF-8 bytes, in hexadecimal: the scenario's hash
 * @param warnings what is allowed but surprising, one line each
 */
public record LoadedScenario(
        ResolvedScenario resolved,
        Openings openings,
        String sourceText,
        String resolvedYaml,
        String sha256,
        List<String> warnings) {}
