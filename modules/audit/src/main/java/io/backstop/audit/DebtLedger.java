package io.backstop.audit;

import io.backstop.audit.EventLedger.Difference;
import io.backstop.kernel.Event;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingAccountEvent;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.party.Party;
import io.backstop.party.PartyChange;
import io.backstop.party.PartyEvent;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sums over the accounts of lending protocols and over parties, from their openings and their own events. */
final class DebtLedger {
    private final Venue venue;
    private final List<Protocol> protocols = new ArrayList<>();
    private final long[] partyUnits;
    private long partyCash;

    DebtLedger(Venue venue) {
        this.venue = venue;
        this.partyUnits = new long[venue.assets()];
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            protocols.add(new Protocol(
                    venue.lendingOpenings(protocol),
                    venue.lending().get(protocol).count()));
        }
        for (int party = 0; party < venue.network().parties(); party++) {
            Party opening = venue.network().opening(party);
            partyCash = Math.addExact(partyCash, opening.cash());
            add(partyUnits, opening.units());
        }
    }

    /** Moves on by an account's or a party's event; says how it begins otherwise than it opened, else null. */
    @Nullable
    Difference post(String protocol, Event event) {
        return switch (event) {
            case LendingAccountEvent.Settled settled ->
                protocols.get(number(protocol)).post(settled);
            case PartyEvent.Settled settled -> party(settled);
            default -> null;
        };
    }

    private int number(String protocol) {
        for (int number = 0; number < protocols.size(); number++) {
            if (venue.lending().get(number).protocol().equals(protocol)) {
                return number;
            }
        }
        throw new IllegalArgumentException("no such protocol: " + protocol);
    }

    private @Nullable Difference party(PartyEvent.Settled settled) {
        PartyChange change = settled.change();
        partyCash = Math.addExact(partyCash, change.cash());
        add(partyUnits, change.units());
        Party opening = settled.opening();
        if (opening == null) {
            return null;
        }
        Party drawn = venue.network().opening(change.party());
        return opening.cash() == drawn.cash()
                        && opening.issued() == drawn.issued()
                        && Arrays.equals(opening.units(), drawn.units())
                ? null
                : new Difference("cash at the opening", opening.cash() - drawn.cash());
    }

    private static void add(long[] sums, long[] more) {
        for (int i = 0; i < more.length; i++) {
            sums[i] = Math.addExact(sums[i], more[i]);
        }
    }

    List<LendingTotals> totals() {
        return protocols.stream().map(Protocol::totals).toList();
    }

    long partyCash() {
        return partyCash;
    }

    long[] partyUnits() {
        return partyUnits.clone();
    }

    /** The accounts of one protocol together. */
    private static final class Protocol {
        private final LendingOpenings openings;
        private final long[] supplied;
        private final long[] owed;
        private final long[] wallet;
        private long accounts;
        private long cash;

        Protocol(LendingOpenings openings, int reserves) {
            this.openings = openings;
            this.supplied = new long[reserves];
            this.owed = new long[reserves];
            this.wallet = new long[reserves];
            LendingOpening buffer = new LendingOpening(reserves);
            for (int population = 0; population < openings.populations(); population++) {
                for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                    openings.draw(population, ordinal, buffer);
                    add(supplied, buffer.supplied);
                    add(owed, buffer.owed);
                    cash = Math.addExact(cash, buffer.cash);
                    accounts++;
                }
            }
        }

        @Nullable
        Difference post(LendingAccountEvent.Settled settled) {
            LendingChange change = settled.change();
            add(supplied, change.supplied());
            add(owed, change.owed());
            add(wallet, change.wallet());
            cash = Math.addExact(cash, change.cash());
            LendingAccount opening = settled.opening();
            if (opening == null) {
                return null;
            }
            LendingOpening drawn = new LendingOpening(owed.length);
            openings.draw((int) (change.account() >>> 32), (int) change.account(), drawn);
            return opening.cash() == drawn.cash
                            && Arrays.equals(opening.supplied(), drawn.supplied)
                            && Arrays.equals(opening.owed(), drawn.owed)
                    ? null
                    : new Difference("cash at the opening", opening.cash() - drawn.cash);
        }

        /** The checks ask for no number of borrowers. */
        LendingTotals totals() {
            return new LendingTotals(accounts, 0, supplied.clone(), owed.clone(), wallet.clone(), cash);
        }
    }
}
