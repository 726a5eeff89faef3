package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.shell.Backoff;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.KryoTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between two nodes, messages that are larger than the transport's frames arrive whole: 600 kB each way. */
class TwoNodesTest {
    private static final int MARKETS = 12;
    private static final String LARGE = "0123456789".repeat(60_000);
    private static final EntityId ROOT = new EntityId("large", "venue", 0, EntityKind.RUN, "root");

    private static final KryoTable TABLE = new KryoTable(List.of(() -> List.of(
            Codec.of(
                    200,
                    "test.large:1",
                    Large.class,
                    (out, large) -> Fields.text(out, large.text()),
                    in -> new Large(Fields.text(in))),
            Codec.of(
                    201,
                    "test.echo:1",
                    Echo.class,
                    (out, echo) -> Fields.text(out, echo.text()),
                    in -> new Echo(Fields.text(in))),
            Codec.of(
                    202,
                    "test.step:1",
                    Step.class,
                    (out, step) -> Fields.integer(out, step.number()),
                    in -> new Step(Fields.integer(in))))));

    private record Large(String text) implements Command {}

    private record Echo(String text) implements Answer {}

    private record Step(int number) implements Event {}

    /** A market that echoes what it was sent. */
    private static final class Market implements Entity<Integer, Step> {
        @Override
        public Integer opening(EntityId id) {
            return 0;
        }

        @Override
        public Answer answer(Integer state, Query query) {
            throw new IllegalArgumentException("nothing to read");
        }

        @Override
        public Step decide(Integer state, Command command) {
            return new Step(((Large) command).text().length());
        }

        @Override
        public Integer evolve(Integer state, Step event) {
            return event.number();
        }

        @Override
        public Answer reply(Integer state, Step event, List<Answer> children) {
            return new Echo(LARGE.substring(0, event.number()));
        }
    }

    private static final class Sender implements Workflow<Integer, Step, Integer> {
        @Override
        public Integer opening(EntityId id) {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Step event) {
            return event.number();
        }

        @Override
        public List<Entity.ChildWrite> requests(Integer state, Step event) {
            List<Entity.ChildWrite> writes = new ArrayList<>();
            for (int market = 0; market < MARKETS && event.number() <= 3; market++) {
                writes.add(new Entity.ChildWrite(market(market), event.number() - 1, new Large(LARGE)));
            }
            return writes;
        }

        @Override
        public Turn<Step, Integer> begin(Integer state, List<Answer> answers) {
            answers.forEach(answer -> assertThat(answer).isEqualTo(new Echo(LARGE)));
            return state == 4 ? new Finished<>() : new Writes<>(new Step(state + 1));
        }

        @Override
        public Turn<Step, Integer> proceed(Integer state, Integer conversation, List<Answer> answers) {
            throw new IllegalStateException("never reads");
        }
    }

    private static EntityId market(int market) {
        return new EntityId("large", "venue", 0, EntityKind.MARKET, "market-" + market);
    }

    private static final class Factory implements EntityFactory {
        @Override
        public Entity<?, ?> entity(EntityId id) {
            return new Market();
        }

        @Override
        public int window(EntityId id) {
            return 1;
        }
    }

    private static ClusterRuntime node(ClusterOptions options) {
        Backoff quick = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(2));
        return new ClusterRuntime(
                new Factory(), new Sender(), ROOT, TABLE, options.asking(quick).among(2));
    }

    @Test
    void largeMessagesArriveWhole(@TempDir Path folder) {
        ClusterOptions options = ClusterOptions.lone(new Journal.H2(folder));
        List<Recorded> events = Collections.synchronizedList(new ArrayList<>());
        try (ClusterRuntime first = node(options)) {
            first.start(events::add);
            try (ClusterRuntime second = node(options.joining(first.address()))) {
                second.start(events::add);
                CompletableFuture.anyOf(
                                CompletableFuture.runAsync(first::await), CompletableFuture.runAsync(second::await))
                        .join();
                assertThat(first.nodes()).isEqualTo(2);
                assertThat(first.persisted()).as("markets on the first node").isPositive();
                assertThat(second.persisted()).as("markets on the second node").isPositive();
                assertThat(first.persisted() + second.persisted()).isEqualTo(3L * MARKETS + 4);
            }
        }
        assertThat(events)
                .extracting(Recorded::event)
                .containsExactly(new Step(1), new Step(2), new Step(3), new Step(4));
    }
}
