package io.backstop.node.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Fault;
import io.backstop.kernel.inprocess.Faults;
import io.backstop.node.schedule.Failure.PlacedFault;
import io.backstop.simulation.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules find bugs: each of these is found, and its shortest schedule finds it again. */
class PlantedBugsTest {
    private static final long MOST_SCHEDULES = 5_000;
    private static final Path PAGE = Path.of("../../docs/reliability.md");

    private final Venue venue = SmallScenario.venue();

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundAndItsShortestScheduleFindsItAgain(PlantedBug bug) throws Exception {
        Subject buggy = bug.in(Subject.of(venue), venue);

        Failure failure = Objects.requireNonNull(
                Schedules.of(buggy).search(1, MOST_SCHEDULES, 2).failure(), bug + " was not found");

        List<Fault> shortest =
                failure.shortest().stream().map(PlacedFault::fault).toList();
        Schedule schedule = new Schedule(buggy, Undisturbed.of(buggy));
        assertThat(shortest).isNotEmpty();
        assertThat(schedule.of(shortest).isSame()).isFalse();
        for (Fault one : shortest) {
            List<Fault> others = new ArrayList<>(shortest);
            others.remove(one);
            assertThat(schedule.of(others).isSame()).as("without " + one).isTrue();
        }
        assertThat(healthy().of(shortest).isSame()).isTrue();
        assertThat(page()).contains(row(bug, failure));
    }

    /** The schedules must crash entities to find these. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "FUND_RECORDS_NOTHING",
                "ENGINE_ANSWERS_BEFORE_DURABLE",
                "ENGINE_ASKS_FROM_ANOTHER_STATE",
                "FUND_SALTED_ORDER",
                "RUN_ACTS_BEFORE_PERSISTING"
            })
    void withoutCrashesSomeBugsAreNeverSeen(PlantedBug bug) {
        Subject buggy = bug.in(Subject.of(venue), venue);
        Schedule schedule = new Schedule(buggy, Undisturbed.of(buggy));

        for (long seed = 1; seed <= 100; seed++) {
            Faults withoutCrashes = new Faults(seed, 100, 20, 50, 50, 0, 100);
            assertThat(schedule.of(withoutCrashes).isSame()).as("seed " + seed).isTrue();
        }
    }

    private Schedule healthy() {
        Subject sound = Subject.of(venue);
        return new Schedule(sound, Undisturbed.of(sound));
    }

    /** The bug's row in the table of the page, so that the page stays true. */
    private static String row(PlantedBug bug, Failure failure) {
        return "| " + bug + " | " + failure.tried() + " | " + failure.faults() + " | " + points(failure.shortest())
                + " | " + failure.shortestEnding().kind() + " |";
    }

    private static String points(List<PlacedFault> faults) {
        return faults.stream()
                .map(placed -> placed.fault().occasion().point().toString())
                .collect(Collectors.joining(", "));
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }
}
