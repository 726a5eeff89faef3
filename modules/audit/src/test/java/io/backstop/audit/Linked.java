package io.backstop.audit;

import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** The linked scenario and one run of it. */
record Linked(List<Books> closes, List<Fact> facts) {
    static ResolvedScenario scenario() {
        try {
            Path file = Path.of(Objects.requireNonNull(Linked.class.getResource("/linked.yaml"))
                    .toURI());
            return ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolved();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Linked run() {
        List<Books> closes = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        Outcome.run(scenario(), 3, Options.plain(), closes::add, facts);
        return new Linked(closes, facts);
    }
}
