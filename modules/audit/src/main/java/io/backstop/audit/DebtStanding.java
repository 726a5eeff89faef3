package io.backstop.audit;

import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.DebtOpened;
import io.backstop.simulation.DebtFact.HedgePayment;
import io.backstop.simulation.DebtFact.LendingSettled;
import io.backstop.simulation.DebtHoldings;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lending protocols and parties hold at one moment: from the owners of the truth, or moved on by facts. */
final class DebtStanding {
    final List<LendingBooks> protocols;
    long partyCash;
    final long[] partyUnits;
    /** Party by party; null where only the sums are known. */
    @Nullable
    PartyBooks parties;

    OutsideFlows outside;

    private DebtStanding(
            List<LendingBooks> protocols,
            long partyCash,
            long[] partyUnits,
            @Nullable PartyBooks parties,
            OutsideFlows outside) {
        this.protocols = protocols;
        this.partyCash = partyCash;
        this.partyUnits = partyUnits;
        this.parties = parties;
        this.outside = outside;
    }

    static DebtStanding opening(Venue venue, DebtOpened opened) {
        DebtSpec spec = venue.scenario().debt();
        List<LendingBooks> protocols = new ArrayList<>();
        for (int protocol = 0; protocol < spec.lending().size(); protocol++) {
            protocols.add(LendingBooks.opening(
                    spec.lending().get(protocol), opened.protocols().get(protocol)));
        }
        return new DebtStanding(
                protocols,
                opened.partyCash(),
                opened.partyUnits().clone(),
                PartyBooks.opening(venue.network(), spec),
                new OutsideFlows(venue.assets()));
    }

    static DebtStanding of(Venue venue, DebtHoldings holdings) {
        DebtSpec spec = venue.scenario().debt();
        List<LendingBooks> protocols = new ArrayList<>();
        for (int protocol = 0; protocol < spec.lending().size(); protocol++) {
            protocols.add(LendingBooks.of(
                    spec.lending().get(protocol),
                    holdings.pools().get(protocol),
                    holdings.totals().get(protocol)));
        }
        return new DebtStanding(
                protocols, holdings.partyCash(), holdings.partyUnits(), null, new OutsideFlows(venue.assets()));
    }

    DebtStanding copy() {
        List<LendingBooks> copies = new ArrayList<>();
        protocols.forEach(books -> copies.add(books.copy()));
        return new DebtStanding(
                copies, partyCash, partyUnits.clone(), parties == null ? null : parties.copy(), outside.copy());
    }

    long dollars() {
        long sum = partyCash;
        for (LendingBooks books : protocols) {
            sum = Math.addExact(sum, books.dollars());
        }
        return sum;
    }

    long units(int asset) {
        long sum = partyUnits[asset];
        for (LendingBooks books : protocols) {
            sum = Math.addExact(sum, books.units(asset));
        }
        return sum;
    }

    // moving on

    void post(DebtFact fact) {
        switch (fact) {
            case LendingSettled settled -> lending(settled);
            case DebtFact.PartiesSettled settled -> {
                if (parties != null) {
                    long before = parties.gained();
                    parties.post(settled, outside, partyUnits);
                    partyCash = Math.addExact(partyCash, Math.subtractExact(parties.gained(), before));
                }
            }
            case DebtOpened opened -> {}
            case DebtFact.DebtClosed closed -> {}
        }
    }

    private void lending(LendingSettled settled) {
        Place place = new Place(settled.tick(), settled.phase() + ", pass " + settled.pass());
        for (LendingOutcome outcome : settled.outcomes()) {
            books(outcome).post(place, outcome, outside);
        }
        deposits(place, settled);
    }

    private LendingBooks books(LendingOutcome outcome) {
        for (LendingBooks books : protocols) {
            if (books.spec.name().equals(outcome.protocol())) {
                return books;
            }
        }
        throw new IllegalArgumentException("no such protocol: " + outcome.protocol());
    }

    /** What left the venue is deposited, account by account. */
    private void deposits(Place place, LendingSettled settled) {
        List<TreeMap<Long, Long>> open = new ArrayList<>();
        protocols.forEach(books -> open.add(new TreeMap<>()));
        for (HedgePayment payment : settled.hedges()) {
            place.within(Invariant.I1, "margin withdrawn", 1, Long.MAX_VALUE, payment.amount());
            open.get(payment.protocol()).merge(payment.account(), payment.amount(), Math::addExact);
        }
        for (LendingOutcome outcome : settled.outcomes()) {
            int protocol = protocols.indexOf(books(outcome));
            for (LendingLine line : outcome.lines()) {
                if (line instanceof LendingLine.Deposited in) {
                    open.get(protocol).merge(in.account(), -in.dollars(), Math::addExact);
                }
            }
        }
        open.forEach(accounts -> accounts.forEach((account, left) ->
                place.same(Invariant.I1, "withdrawn and not deposited, account " + account, 0, left)));
    }

    // comparing

    void sameAs(Place place, DebtStanding found) {
        for (int protocol = 0; protocol < protocols.size(); protocol++) {
            protocols.get(protocol).sameAs(place, found.protocols.get(protocol));
        }
        if (parties != null) {
            place.same(Invariant.I3, "cash of parties", partyCash, found.partyCash);
        }
        for (int asset = 0; parties != null && asset < partyUnits.length; asset++) {
            place.same(Invariant.I3, "parties' units of asset " + asset, partyUnits[asset], found.partyUnits[asset]);
        }
    }
}
