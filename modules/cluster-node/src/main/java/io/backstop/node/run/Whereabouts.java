package io.backstop.node.run;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.kernel.Workflow;
import io.backstop.market.MarketQuery;
import java.util.List;

/** Where a run is right now, by what its root asks: quiet ticks leave no event for a while, but each asks the markets. */
public final class Whereabouts {
    private volatile long tick;
    private volatile String phase = "opening";

    /** The tick that the run is in. */
    public long tick() {
        return tick;
    }

    /** The tick and what was asked last, for a message. */
    public String words() {
        return "tick " + tick + ", " + phase;
    }

    /** The same workflow, watched. */
    public <S, E extends Event, T> Workflow<S, E, T> watch(Workflow<S, E, T> workflow) {
        return new Watched<>(workflow);
    }

    private void asks(Query query) {
        if (query instanceof MarketQuery.At prices) {
            tick = prices.tick();
        }
        phase = query.getClass().getSimpleName();
    }

    private final class Watched<S, E extends Event, T> implements Workflow<S, E, T> {
        private final Workflow<S, E, T> workflow;

        private Watched(Workflow<S, E, T> workflow) {
            this.workflow = workflow;
        }

        @Override
        public S opening(EntityId id) {
            return workflow.opening(id);
        }

        @Override
        public S evolve(S state, E event) {
            return workflow.evolve(state, event);
        }

        @Override
        public List<Entity.ChildWrite> requests(S state, E event) {
            return workflow.requests(state, event);
        }

        @Override
        public Turn<E, T> begin(S state, List<Answer> answers) {
            return noted(workflow.begin(state, answers));
        }

        @Override
        public Turn<E, T> proceed(S state, T conversation, List<Answer> answers) {
            return noted(workflow.proceed(state, conversation, answers));
        }

        private Turn<E, T> noted(Turn<E, T> turn) {
            if (turn instanceof Reads<E, T> reads && !reads.requests().isEmpty()) {
                asks(reads.requests().getFirst().query());
            }
            return turn;
        }
    }
}
