package io.backstop.report;

import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one ledger of losses: a line for each deficit and payer, from the account at the venue or a lending protocol to the creditor's
 * claim. Every line has the id of the deficit that it pays; a deficit's lines add up to it, but for what claims on a party gained or
 * lost after its default.
 *
 * <p>Deficits in other units than dollars are valued at the mark of the tick in which they arose, and so is what pays them.
 */
final class LossLedger implements RunListener {
    private final DebtNames names;
    private final ClaimBook claims;
    private final List<Consumer<Line>> readers;
    private final Map<Place, Open> open = new LinkedHashMap<>();
    private final Map<String, Long> atDefault = new HashMap<>();
    private long tick;

    /**
     * A part of a deficit; micro-dollars.
     *
     * @param place the venue, a protocol or {@code parties}
     * @param layer who bears it: a layer of the venue or of a protocol, {@code CREDITOR}, {@code REVALUED} (a claim's worth changed
     *     after the default), {@code OPEN}, {@code CARRIED} or {@code OVERSHOOT} (below 0)
     */
    record Line(
            long tick,
            int pass,
            String deficit,
            String place,
            String debtor,
            long total,
            String layer,
            String payerKind,
            String payer,
            long amount) {}

    private record Place(String deficit, int reserve) {}

    /** A deficit of which nobody paid {@code units} yet. */
    private record Open(String protocol, String account, long price, long total, long units) {
        Open less(long paid) {
            return new Open(protocol, account, price, total, units - paid);
        }
    }

    LossLedger(DebtNames names, ClaimBook claims, List<Consumer<Line>> readers) {
        this.names = names;
        this.claims = claims;
        this.readers = readers;
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void closed(Fact.TickClosed closed) {
        tick = closed.tick();
    }

    @Override
    public void settled(Fact.PassSettled pass) {
        for (Fact.Deficit deficit : pass.deficits()) {
            for (Fact.Payment payment : deficit.payments()) {
                venue(pass, deficit, payment.layer().name(), payment.payer().name(), payment.amount());
            }
            venue(pass, deficit, "CARRIED", "", deficit.carried());
            venue(pass, deficit, "OPEN", "", deficit.open());
            venue(pass, deficit, "OVERSHOOT", "", -deficit.overshoot());
        }
    }

    private void venue(Fact.PassSettled pass, Fact.Deficit deficit, String layer, String payer, long amount) {
        if (amount != 0) {
            tell(new Line(
                    pass.tick(),
                    pass.pass(),
                    deficit.id(),
                    names.scenario().venue().name(),
                    deficit.account(),
                    deficit.amount(),
                    layer,
                    payer,
                    "",
                    amount));
        }
    }

    @Override
    public void debt(DebtFact fact) {
        switch (fact) {
            case DebtFact.LendingSettled settled ->
                settled.outcomes().forEach(outcome -> outcome.lines().forEach(line -> lending(settled, outcome, line)));
            case DebtFact.PartiesSettled settled -> settled.defaults().forEach(cause -> defaulted(settled, cause));
            case DebtFact.DebtOpened opened -> {}
            case DebtFact.DebtClosed closed -> {}
        }
    }

    private void lending(DebtFact.LendingSettled at, LendingOutcome outcome, LendingLine line) {
        int protocol = names.protocol(outcome.protocol());
        if (line instanceof LendingLine.Deficit deficit) {
            long price = names.value(names.asset(protocol, deficit.reserve()), 1, at.assetMark());
            open.put(
                    new Place(deficit.id(), deficit.reserve()),
                    new Open(
                            outcome.protocol(),
                            names.account(protocol, deficit.account()),
                            price,
                            Math.multiplyExact(price, deficit.units()),
                            deficit.units()));
        } else if (line instanceof LendingLine.DeficitPaid paid) {
            Place place = new Place(paid.id(), paid.reserve());
            Open before = open.get(place);
            if (before == null) {
                throw new IllegalStateException("a payment for no deficit: " + paid);
            }
            Open after = before.less(paid.units());
            if (after.units() == 0) {
                open.remove(place);
            } else {
                open.put(place, after);
            }
            tell(new Line(
                    at.tick(),
                    at.pass(),
                    paid.id(),
                    before.protocol(),
                    before.account(),
                    before.total(),
                    paid.layer().name(),
                    "PROTOCOL",
                    before.protocol(),
                    Math.multiplyExact(before.price(), paid.units())));
        }
    }

    private void defaulted(DebtFact.PartiesSettled at, DebtFact.Default cause) {
        long total = at.claims().stream()
                .filter(claim -> claim.deficit().equals(cause.id()))
                .mapToLong(claim -> claim.owed() - claim.paid())
                .reduce(0, Math::addExact);
        atDefault.put(cause.id(), total);
        for (DebtFact.Claim claim : at.claims()) {
            if (claim.deficit().equals(cause.id())) {
                creditor(at.tick(), at.pass(), claim, total, "CREDITOR", claim.owed() - claim.paid());
            }
        }
    }

    private void creditor(long tick, int pass, DebtFact.Claim claim, long total, String layer, long amount) {
        if (amount != 0) {
            tell(new Line(
                    tick,
                    pass,
                    claim.deficit(),
                    "parties",
                    names.party(claim.debtor()),
                    total,
                    layer,
                    claim.creditor() == DebtFact.OUTSIDE ? "OUTSIDE" : "PARTY",
                    names.party(claim.creditor()),
                    amount));
        }
    }

    /** What stands open, and what became of claims since the default. */
    @Override
    public void ended(Fact.RunClosed ended) {
        open.forEach((place, left) -> tell(new Line(
                tick,
                0,
                place.deficit(),
                left.protocol(),
                left.account(),
                left.total(),
                "OPEN",
                "",
                "",
                Math.multiplyExact(left.price(), left.units()))));
        for (DebtFact.Claim claim : claims.atDefault()) {
            long now = claims.standing(claim.debt()).loss();
            long total = atDefault.getOrDefault(claim.deficit(), 0L);
            creditor(tick, 0, claim, total, "REVALUED", now - (claim.owed() - claim.paid()));
        }
    }

    private void tell(Line line) {
        readers.forEach(reader -> reader.accept(line));
    }
}
