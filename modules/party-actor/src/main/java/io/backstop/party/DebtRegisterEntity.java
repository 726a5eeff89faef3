package io.backstop.party;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The register of a partition's parties and of what they owe: the only one that asks them anything. It changes the row first; the
 * party then agrees or the run stops.
 */
public final class DebtRegisterEntity implements Entity<DebtRegisterEntity.State, RegisterEvent> {
    private final DebtNetwork network;
    private final int count;

    /** Registers of a network spread over so many partitions. */
    public DebtRegisterEntity(DebtNetwork network, int count) {
        this.network = network;
        this.count = count;
    }

    /** The register's address and its rows. */
    public record State(EntityId id, DebtRegister register) {}

    @Override
    public State opening(EntityId id) {
        return new State(id, new DebtRegister(network, id.partition(), count));
    }

    @Override
    public Answer answer(State state, Query query) {
        DebtRegister register = state.register();
        return switch ((RegisterQuery) query) {
            case RegisterQuery.Changed changed -> register.changed();
            case RegisterQuery.Verify verify -> register.verify(verify);
            case RegisterQuery.Totals totals -> register.totals();
        };
    }

    @Override
    public RegisterEvent decide(State state, Command command) {
        return switch ((RegisterCommand) command) {
            case RegisterCommand.Open open ->
                new RegisterEvent.Opened(
                        state.register().parties(), state.register().fingerprints());
            case RegisterCommand.Settle settle -> new RegisterEvent.Settled(settle.changes());
        };
    }

    @Override
    public State evolve(State state, RegisterEvent event) {
        switch (event) {
            case RegisterEvent.Opened opened -> requireSameOpening(state, opened);
            case RegisterEvent.Settled settled -> state.register().settle(settled.changes());
        }
        return state;
    }

    private static void requireSameOpening(State state, RegisterEvent.Opened opened) {
        if (opened.parties() != state.register().parties()
                || !Arrays.equals(opened.fingerprints(), state.register().fingerprints())) {
            throw new IllegalStateException(
                    state.id() + " draws other parties than the run began with: another rules version");
        }
    }

    @Override
    public List<ChildWrite> requests(State state, RegisterEvent event) {
        return switch (event) {
            case RegisterEvent.Opened opened -> List.of();
            case RegisterEvent.Settled settled -> {
                List<ChildWrite> writes = new ArrayList<>(settled.changes().size());
                for (DebtRegister.Settlement settlement : state.register().lastSettled()) {
                    writes.add(new ChildWrite(
                            child(state.id(), settlement.party()), settlement.knownEvents(), settlement.command()));
                }
                yield writes;
            }
        };
    }

    private EntityId child(EntityId register, int party) {
        return new EntityId(
                register.run(), register.protocol(), register.partition(), EntityKind.ACCOUNT, network.name(party));
    }

    /**
     * Done, once every party agreed.
     *
     * @throws IllegalStateException if a party ended otherwise than its row
     */
    @Override
    public Answer reply(State state, RegisterEvent event, List<Answer> children) {
        for (int i = 0; i < children.size(); i++) {
            DebtRegister.Settlement settlement = state.register().lastSettled().get(i);
            if (((PartyAnswer.Settled) children.get(i)).fingerprint()
                    != settlement.command().fingerprint()) {
                throw new IllegalStateException("party and row differ: " + settlement);
            }
        }
        return new RegisterAnswer.Done();
    }
}
