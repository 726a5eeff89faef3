package io.backstop.lending.book;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import java.util.List;

/** A lending protocol's pool as an entity: it says what it has, then posts what a pass made of it. */
public final class LendingPoolEntity implements Entity<LendingPool, PoolEvent> {
    private final PoolTerms terms;

    /** The pool of a protocol. */
    public LendingPoolEntity(PoolTerms terms) {
        this.terms = terms;
    }

    /** Without accounts; what they bring comes with the first event. */
    @Override
    public LendingPool opening(EntityId id) {
        return LendingPool.unopened(terms);
    }

    @Override
    public Answer answer(LendingPool pool, Query query) {
        return switch ((PoolQuery) query) {
            case PoolQuery.View view -> new PoolAnswer.View(pool.at(terms, view.now()));
        };
    }

    @Override
    public PoolEvent decide(LendingPool pool, Command command) {
        return switch ((PoolCommand) command) {
            case PoolCommand.Open open -> new PoolEvent.Opened(open.supplied(), open.owed());
            case PoolCommand.Post post -> new PoolEvent.Posted(post.change());
        };
    }

    @Override
    public LendingPool evolve(LendingPool pool, PoolEvent event) {
        return switch (event) {
            case PoolEvent.Opened opened -> LendingPool.opened(terms, opened.supplied(), opened.owed());
            case PoolEvent.Posted posted -> pool.changed(terms, posted.change());
        };
    }

    @Override
    public Answer reply(LendingPool pool, PoolEvent event, List<Answer> children) {
        return new PoolAnswer.Done();
    }
}
