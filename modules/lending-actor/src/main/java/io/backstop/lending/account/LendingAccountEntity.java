package io.backstop.lending.account;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import java.util.List;

/**
 * An account at a lending protocol as an entity. It lives without an actor until something happens to it; its engine keeps its row
 * and is the only one that ever asks it anything.
 */
public final class LendingAccountEntity implements Entity<LendingAccountEntity.State, LendingAccountEvent> {
    private final LendingOpenings openings;
    private final int reserves;

    /** Accounts of a protocol with so many reserves. */
    public LendingAccountEntity(LendingOpenings openings, int reserves) {
        this.openings = openings;
        this.reserves = reserves;
    }

    /**
     * The account and whether it still is as it opened.
     *
     * @param untouched whether there was no event yet
     */
    public record State(LendingAccount account, boolean untouched) {}

    @Override
    public State opening(EntityId id) {
        long key = openings.find(id.name());
        if (key < 0) {
            throw new IllegalArgumentException("no such account: " + id);
        }
        return new State(open(openings, key, new LendingOpening(reserves)), true);
    }

    /** Draws an account's opening state through the buffer; at time zero a scaled unit is a unit. */
    public static LendingAccount open(LendingOpenings openings, long key, LendingOpening buffer) {
        openings.draw((int) (key >>> 32), (int) key, buffer);
        return new LendingAccount(
                key, buffer.supplied.clone(), buffer.owed.clone(), new long[buffer.owed.length], buffer.cash);
    }

    @Override
    public Answer answer(State state, Query query) {
        throw new IllegalArgumentException("accounts answer no reads: " + query);
    }

    /**
     * Settles.
     *
     * @throws IllegalStateException if the account would not end as its row did
     */
    @Override
    public LendingAccountEvent decide(State state, Command command) {
        return switch ((LendingAccountCommand) command) {
            case LendingAccountCommand.Settle settle -> {
                var event =
                        new LendingAccountEvent.Settled(state.untouched() ? state.account() : null, settle.change());
                if (evolve(state, event).account().fingerprint() != settle.fingerprint()) {
                    throw new IllegalStateException(
                            "account " + state.account() + " and its row differ after " + settle.change());
                }
                yield event;
            }
        };
    }

    @Override
    public State evolve(State state, LendingAccountEvent event) {
        return switch (event) {
            case LendingAccountEvent.Settled settled -> {
                LendingAccount opening = settled.opening();
                LendingAccount account = opening == null ? state.account() : opening;
                yield new State(account.changed(settled.change()), false);
            }
        };
    }

    @Override
    public Answer reply(State state, LendingAccountEvent event, List<Answer> children) {
        return new LendingAccountAnswer.Settled(state.account().fingerprint());
    }
}
