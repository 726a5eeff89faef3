package io.backstop.simulation;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Workflow;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run that says where it is before it asks. Quiet ticks leave no event for a while, but each asks the markets; each pass asks the
 * engines.
 */
public final class WatchedRun implements Workflow<RunState, RunEvent, Talk> {
    private final RunWorkflow run;
    private final Consumer<RunPosition> watcher;
    private RunPosition position = RunPosition.OPENING;

    /** The run, watched. */
    public WatchedRun(RunWorkflow run, Consumer<RunPosition> watcher) {
        this.run = run;
        this.watcher = watcher;
    }

    @Override
    public RunState opening(EntityId id) {
        position = RunPosition.OPENING;
        return run.opening(id);
    }

    @Override
    public RunState evolve(RunState state, RunEvent event) {
        return run.evolve(state, event);
    }

    @Override
    public List<Entity.ChildWrite> requests(RunState state, RunEvent event) {
        return run.requests(state, event);
    }

    @Override
    public Turn<RunEvent, Talk> begin(RunState state, List<Answer> answers) {
        return noted(run.begin(state, answers));
    }

    @Override
    public Turn<RunEvent, Talk> proceed(RunState state, Talk conversation, List<Answer> answers) {
        return noted(run.proceed(state, conversation, answers));
    }

    private Turn<RunEvent, Talk> noted(Turn<RunEvent, Talk> turn) {
        if (turn instanceof Reads<RunEvent, Talk> reads && !reads.requests().isEmpty()) {
            String asking = reads.requests().getFirst().query().getClass().getSimpleName();
            position = switch (reads.conversation()) {
                case Talk.Markets talk -> new RunPosition(talk.frame().tick(), 0, asking);
                case Talk.Scan talk -> new RunPosition(talk.frame().tick(), talk.pass(), asking);
                default -> new RunPosition(position.tick(), position.pass(), asking);
            };
            watcher.accept(position);
        }
        return turn;
    }
}
