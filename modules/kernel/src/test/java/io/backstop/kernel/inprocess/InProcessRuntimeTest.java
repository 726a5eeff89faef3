package io.backstop.kernel.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every schedule of deliveries, duplicates, losses and crashes ends in the same events; a step is executed once. */
class InProcessRuntimeTest {
    private static final Bank BANK = new Bank("toy", 3, 7, 5, 2);

    private static InProcessRuntime runtime(Bank bank, Options options) {
        return new InProcessRuntime(bank, bank.workflow(), bank.root(), options);
    }

    private static Map<String, List<Recorded>> histories(InProcessRuntime runtime) {
        Map<String, List<Recorded>> byPath = new TreeMap<>();
        runtime.journal().forEach((id, events) -> byPath.put(id.path(), events));
        return byPath;
    }

    private static Map<String, Object> states(InProcessRuntime runtime) {
        Map<String, Object> byPath = new TreeMap<>();
        runtime.states().forEach((id, state) -> byPath.put(id.path(), state));
        return byPath;
    }

    @Test
    void withoutFaultsEveryRequestIsSentOnceAndAnsweredOnce() {
        List<Message> sent = new ArrayList<>();
        InProcessRuntime runtime = runtime(BANK, Options.journaled().watching(sent::add));
        Counts counts = runtime.run(event -> {});
        // Six reads and five writes of three branches; 72 of 105 (account, round) pairs are asked. Each has its reply.
        assertThat(counts.delivered()).isEqualTo(2 * (6 * 3 + 5 * 3 + 72)).isEqualTo(sent.size());
        assertThat(counts.events()).isEqualTo(6 + 15 + 72);
        assertThat(counts.entities()).isEqualTo(3 + 21);
        assertThat(sent).doesNotHaveDuplicates();
    }

    @Test
    void theRootsEventsArriveOnceAndInOrder() {
        List<Recorded> seen = new ArrayList<>();
        InProcessRuntime runtime = runtime(BANK, Options.faulty(Faults.harsh(5)));
        runtime.run(seen::add);
        assertThat(seen).isEqualTo(runtime.journal().get(BANK.root())).hasSize(6);
        assertThat(seen).extracting(Recorded::number).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Property(tries = 300)
    void anyScheduleEndsInTheSameEventsAndStates(
            @ForAll long seed,
            @ForAll @IntRange(max = 1000) int reordered,
            @ForAll @IntRange(max = 200) int delayed,
            @ForAll @IntRange(max = 500) int duplicated,
            @ForAll @IntRange(max = 400) int dropped,
            @ForAll @IntRange(max = 100) int crashed) {
        InProcessRuntime calm = runtime(BANK, Options.journaled());
        calm.run(event -> {});
        Faults faults = new Faults(seed, reordered, delayed, duplicated, dropped, crashed, Integer.MAX_VALUE);
        InProcessRuntime rough = runtime(BANK, Options.faulty(faults));
        rough.run(event -> {});
        assertThat(histories(rough)).isEqualTo(histories(calm));
        InProcessRuntime again = runtime(BANK, Options.faulty(Faults.anyOrder(seed)));
        again.run(event -> {});
        assertThat(states(again)).isEqualTo(states(calm));
    }

    @Test
    void aParentThatRecoversAsksAgainWithTheSameBytes() {
        long crashes = 0;
        for (long seed = 0; seed < 100; seed++) {
            crashes += sendsTheSameAgain(Faults.harsh(seed)).crashes();
        }
        assertThat(crashes).isPositive();
    }

    private static Counts sendsTheSameAgain(Faults faults) {
        Map<String, Message> first = new TreeMap<>();
        Options options = Options.faulty(faults).watching(message -> {
            String key = message.sender() + " " + message.step() + " " + message.receiver();
            Message before = first.putIfAbsent(key, message);
            assertThat(message).isEqualTo(before == null ? message : before);
        });
        return runtime(BANK, options).run(event -> {});
    }

    @Property(tries = 100)
    void theWindowChangesNoEvent(@ForAll @IntRange(min = 1, max = 10) int window) {
        Bank other = new Bank(BANK.run(), BANK.branches(), BANK.accounts(), BANK.rounds(), window);
        InProcessRuntime one = runtime(BANK, Options.journaled());
        InProcessRuntime two = runtime(other, Options.journaled());
        one.run(event -> {});
        two.run(event -> {});
        assertThat(histories(two)).isEqualTo(histories(one));
    }

    @Test
    void aStepIsExecutedOnceHoweverOftenItIsAsked() {
        InProcessRuntime runtime =
                runtime(BANK, Options.faulty(new Faults(11, 500, 0, 1000, 300, 50, Integer.MAX_VALUE)));
        Counts counts = runtime.run(event -> {});
        assertThat(counts.at(FaultPoint.DUPLICATED)).isPositive();
        assertThat(counts.resends()).isPositive();
        runtime.journal()
                .forEach((id, events) -> assertThat(
                                events.stream().map(Recorded::step).toList())
                        .as(id.path())
                        .doesNotHaveDuplicates()
                        .isSorted());
    }

    @Test
    void aRunThatNobodyAnswersStopsInsteadOfHanging() {
        Bank noBranches = new Bank("toy", 1, 1, 1, 1);
        EntityFactory nobody = new EntityFactory() {
            @Override
            public Entity<?, ?> entity(EntityId id) {
                throw new IllegalArgumentException("nothing lives at " + id);
            }

            @Override
            public int window(EntityId id) {
                return 1;
            }
        };
        InProcessRuntime runtime =
                new InProcessRuntime(nobody, noBranches.workflow(), noBranches.root(), Options.plain());
        assertThatThrownBy(() -> runtime.run(event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("branch-0");
    }

    /** From one seed everything goes wrong somewhere, and each point has its turn. */
    @Test
    void cellsCrashAtEveryPoint() {
        Map<FaultPoint, Long> times = new TreeMap<>();
        long rootCrashes = 0;
        for (long seed = 0; seed < 50; seed++) {
            List<Fault> faults = new ArrayList<>();
            runtime(BANK, Options.faulty(Faults.harsh(seed)).noting(faults::add))
                    .run(event -> {});
            faults.forEach(fault -> times.merge(fault.occasion().point(), 1L, Long::sum));
            rootCrashes += faults.stream()
                    .map(Fault::occasion)
                    .filter(at -> at.point().isCrash() && at.entity().equals(BANK.root()))
                    .count();
        }
        assertThat(times).containsOnlyKeys(FaultPoint.values());
        assertThat(rootCrashes).isPositive();
    }

    @Property(tries = 100)
    void theFaultsOfASeedListedGiveTheSameSchedule(@ForAll long seed) {
        List<Fault> faults = new ArrayList<>();
        List<Message> drawn = new ArrayList<>();
        List<Message> listed = new ArrayList<>();
        Counts counts = runtime(
                        BANK,
                        Options.faulty(Faults.drawn(seed)).noting(faults::add).watching(drawn::add))
                .run(event -> {});
        Counts again =
                runtime(BANK, Options.listed(faults).watching(listed::add)).run(event -> {});
        assertThat(listed).isEqualTo(drawn);
        assertThat(again).isEqualTo(counts);
    }

    @Property(tries = 100)
    void noMoreGoesWrongThanTheMost(@ForAll long seed, @ForAll @IntRange(max = 20) int most) {
        List<Fault> faults = new ArrayList<>();
        Faults bounded = new Faults(seed, 500, 100, 500, 500, 100, most);
        runtime(BANK, Options.faulty(bounded).noting(faults::add)).run(event -> {});
        assertThat(faults).hasSize(most);
    }

    @Test
    void aRunThatTakesTooLongIsStuck() {
        InProcessRuntime runtime = runtime(BANK, Options.faulty(Faults.harsh(1)).within(50));
        assertThatThrownBy(() -> runtime.run(event -> {}))
                .isInstanceOf(NoLiveness.class)
                .hasMessageContaining("waits at step");
    }

    @Test
    void chancesOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Faults(1, 0, 0, 0, 901, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropped must be 0 to 900, is 901");
    }

    @Test
    void addressesAreReadBack() {
        EntityId id = BANK.account(2, 3);
        assertThat(EntityId.parse(id.path())).isEqualTo(id);
        assertThat(id.kind()).isEqualTo(EntityKind.ACCOUNT);
        Event event = new Bank.Booked(7);
        assertThat(new Recorded(1, 2, event).event()).isEqualTo(new Bank.Booked(7));
    }
}
