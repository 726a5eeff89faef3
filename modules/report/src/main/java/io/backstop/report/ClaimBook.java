package io.backstop.report;

import io.backstop.contagion.Debt;
import io.backstop.party.DebtNetwork;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.Claim;
import io.backstop.simulation.DebtFact.PartyFigures;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of parties and of the claims on them. */
final class ClaimBook {
    private final DebtNetwork network;
    private final long[] received;
    private final Map<Integer, Claim> latest = new TreeMap<>();
    private final Map<Integer, Claim> atDefault = new TreeMap<>();
    private final Map<Integer, Fallen> fallen = new TreeMap<>();
    private final @Nullable PartyFigures[] figures;

    /** A default and when it was found. */
    record Fallen(long tick, int pass, DebtFact.Default cause) {}

    /**
     * A claim at the end; micro-dollars.
     *
     * @param received in cash from the estate
     * @param outstanding at time zero less what was received
     * @param worth what clearing says the outstanding part is worth
     */
    record Standing(Debt debt, long received, long outstanding, long worth) {
        long loss() {
            return outstanding - worth;
        }

        /** {@code 1 - (received + worth) / owed}, of what was owed at time zero; 0 for nothing owed. */
        double lossGivenDefault() {
            return debt.amount() == 0 ? 0 : (double) loss() / debt.amount();
        }
    }

    ClaimBook(DebtNetwork network) {
        this.network = network;
        this.received = new long[network.debts()];
        this.figures = new PartyFigures[network.parties()];
    }

    void take(DebtFact fact) {
        switch (fact) {
            case DebtFact.PartiesSettled settled -> settled(settled);
            case DebtFact.DebtClosed closed -> closed(closed);
            case DebtFact.DebtOpened opened -> {}
            case DebtFact.LendingSettled settled -> {}
        }
    }

    private void settled(DebtFact.PartiesSettled settled) {
        for (DebtFact.Default cause : settled.defaults()) {
            fallen.put(cause.party(), new Fallen(settled.tick(), settled.pass(), cause));
        }
        for (Claim claim : settled.claims()) {
            latest.put(claim.debt(), claim);
            atDefault.putIfAbsent(claim.debt(), claim);
        }
        for (DebtFact.EstatePayment payment : settled.payments()) {
            if (payment.debt() >= 0) {
                received[payment.debt()] = Math.addExact(received[payment.debt()], payment.amount());
            }
        }
    }

    /** Where parties are listed, all claims on those in default are. */
    private void closed(DebtFact.DebtClosed closed) {
        if (!closed.parties().isEmpty()) {
            latest.clear();
        }
        closed.claims().forEach(claim -> latest.put(claim.debt(), claim));
        closed.parties().forEach(party -> figures[party.party()] = party);
    }

    DebtNetwork network() {
        return network;
    }

    /** A debt as it stands; one of a party that is not in default is worth what is owed. */
    Standing standing(int place) {
        Debt debt = network.debt(place);
        long outstanding = debt.amount() - received[place];
        Claim claim = latest.get(place);
        long worth = claim == null ? outstanding : Math.min(outstanding, claim.paid());
        return new Standing(debt, received[place], outstanding, worth);
    }

    /** Claims on parties in default as clearing valued them then. */
    Collection<Claim> atDefault() {
        return atDefault.values();
    }

    /** Defaults in the order in which they were found, then of numbers. */
    List<Fallen> defaults() {
        return fallen.values().stream()
                .sorted((one, other) -> one.tick() != other.tick()
                        ? Long.compare(one.tick(), other.tick())
                        : Integer.compare(one.pass(), other.pass()))
                .toList();
    }

    @Nullable
    Fallen fallen(int party) {
        return fallen.get(party);
    }

    /** A party as it was last written down. */
    @Nullable
    PartyFigures figures(int party) {
        return figures[party];
    }

    /** What creditors of a party lose. */
    long lossOn(int party) {
        return Arrays.stream(network.debtsOf(party))
                .mapToLong(place -> standing(place).loss())
                .reduce(0, Math::addExact);
    }

    /** What creditors of parties in default lose together. */
    long loss() {
        return fallen.keySet().stream().mapToLong(this::lossOn).reduce(0, Math::addExact);
    }
}
