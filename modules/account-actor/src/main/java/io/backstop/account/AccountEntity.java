package io.backstop.account;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import java.util.ArrayList;
import java.util.List;

/**
 * An account as an entity. It lives without an actor until something happens to it; its engine keeps its row until then and is
 * the only one that ever asks it anything.
 */
public final class AccountEntity implements Entity<AccountEntity.State, AccountEvent> {
    private final Openings openings;
    private final int markets;
    private final int assets;

    /** Accounts of a scenario with so many markets and assets. */
    public AccountEntity(Openings openings, int markets, int assets) {
        this.openings = openings;
        this.markets = markets;
        this.assets = assets;
    }

    /**
     * The account and whether it still is as it opened.
     *
     * @param untouched whether there was no event yet
     */
    public record State(Account account, boolean untouched) {}

    @Override
    public State opening(EntityId id) {
        long key = openings.find(id.name());
        if (key < 0) {
            throw new IllegalArgumentException("no such account: " + id);
        }
        AccountOpening buffer = new AccountOpening(markets, assets);
        return new State(open(openings, key, buffer), true);
    }

    /** Draws an account's opening state through the buffer. */
    public static Account open(Openings openings, long key, AccountOpening buffer) {
        openings.draw((int) (key >>> 32), (int) key, buffer);
        List<Position> positions = new ArrayList<>(buffer.legs);
        for (int leg = 0; leg < buffer.legs; leg++) {
            positions.add(new Position(buffer.market[leg], buffer.size[leg], buffer.openCost[leg]));
        }
        return new Account(key, buffer.cash, List.copyOf(positions), buffer.collateral.clone(), 0, false);
    }

    @Override
    public Answer answer(State state, Query query) {
        throw new IllegalArgumentException("accounts answer no reads: " + query);
    }

    /**
     * Settles.
     *
     * @throws IllegalStateException if the account would not end as its row in the risk table did
     */
    @Override
    public AccountEvent decide(State state, Command command) {
        return switch ((AccountCommand) command) {
            case AccountCommand.Settle settle -> {
                var event = new AccountEvent.Settled(
                        state.untouched() ? state.account() : null, settle.levies(), settle.change());
                long fingerprint = evolve(state, event).account().fingerprint();
                if (fingerprint != settle.fingerprint()) {
                    throw new IllegalStateException("account " + state.account()
                            + " and its row in the risk table differ" + " after " + settle.change());
                }
                yield event;
            }
        };
    }

    @Override
    public State evolve(State state, AccountEvent event) {
        return switch (event) {
            case AccountEvent.Settled settled -> {
                Account opening = settled.opening();
                Account account = opening == null ? state.account() : opening;
                for (Levy levy : settled.levies()) {
                    account = account.charged(levy);
                }
                yield new State(account.changed(settled.change()), false);
            }
        };
    }

    @Override
    public Answer reply(State state, AccountEvent event, List<Answer> children) {
        return new AccountAnswer.Settled(state.account().fingerprint());
    }
}
