package io.backstop.party;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import java.util.List;

/** A party as an entity: it lives without an actor until something happens to it; its register is the only one that asks it. */
public final class PartyEntity implements Entity<PartyEntity.State, PartyEvent> {
    private final DebtNetwork network;

    /** Parties of a network. */
    public PartyEntity(DebtNetwork network) {
        this.network = network;
    }

    /**
     * The party and whether it still is as it opened.
     *
     * @param untouched whether there was no event yet
     */
    public record State(Party party, boolean untouched) {}

    @Override
    public State opening(EntityId id) {
        int number = network.find(id.name());
        if (number < 0) {
            throw new IllegalArgumentException("no such party: " + id);
        }
        return new State(network.opening(number), true);
    }

    @Override
    public Answer answer(State state, Query query) {
        throw new IllegalArgumentException("parties answer no reads: " + query);
    }

    /**
     * Settles.
     *
     * @throws IllegalStateException if the party would not end as its row in the register did
     */
    @Override
    public PartyEvent decide(State state, Command command) {
        return switch ((PartyCommand) command) {
            case PartyCommand.Settle settle -> {
                var event = new PartyEvent.Settled(state.untouched() ? state.party() : null, settle.change());
                if (evolve(state, event).party().fingerprint() != settle.fingerprint()) {
                    throw new IllegalStateException(
                            state.party() + " and its row in the register differ after " + settle.change());
                }
                yield event;
            }
        };
    }

    @Override
    public State evolve(State state, PartyEvent event) {
        return switch (event) {
            case PartyEvent.Settled settled -> {
                Party opening = settled.opening();
                Party before = opening == null ? state.party() : opening;
                yield new State(before.changed(settled.change()), false);
            }
        };
    }

    @Override
    public Answer reply(State state, PartyEvent event, List<Answer> children) {
        return new PartyAnswer.Settled(state.party().fingerprint());
    }
}
