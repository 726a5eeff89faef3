package io.backstop.node.runtime;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Small runs of whole venues, on each runtime. */
final class Venues {
    private static final int PARTITIONS = 4;

    private Venues() {}

    /** A run of {@code scenarios/NAME.yaml}. */
    static Venue venue(String name) {
        return venue(name, PARTITIONS);
    }

    /** The same run on so many partitions. */
    static Venue venue(String name, int partitions) {
        URL file = Objects.requireNonNull(Venues.class.getResource("scenarios/" + name + ".yaml"), name);
        try {
            LoadedScenario loaded = ScenarioLoader.load(Path.of(file.toURI()), List.of(), OptionalLong.empty());
            return new Venue("run", loaded.resolved(), loaded.openings(), new Partitioning(partitions));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Fact> inProcess(Venue venue) {
        List<Recorded> events = new ArrayList<>();
        new InProcessRuntime(venue, workflow(venue), venue.runId(), Options.plain()).run(events::add);
        return facts(events);
    }

    static List<Fact> onCluster(Venue venue, Journal journal) {
        List<Recorded> events = new ArrayList<>();
        new ClusterRuntime(venue, workflow(venue), venue.runId(), Codecs.table(), ClusterOptions.lone(journal))
                .run(events::add);
        return facts(events);
    }

    private static RunWorkflow workflow(Venue venue) {
        return new RunWorkflow(venue, Books.Check.NONE);
    }

    private static List<Fact> facts(List<Recorded> events) {
        List<Fact> facts = new ArrayList<>();
        for (Recorded recorded : events) {
            facts.addAll(((RunEvent.Advanced) recorded.event()).facts());
        }
        return facts;
    }

    /** The digest at the end of the run. */
    static String digest(List<Fact> facts) {
        return ((Fact.RunClosed) facts.getLast()).digest();
    }
}
