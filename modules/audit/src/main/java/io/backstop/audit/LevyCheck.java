package io.backstop.audit;

import io.backstop.account.Levy;
import io.backstop.simulation.Fact;

/** I5 for one levy, from what the parties held before it. */
final class LevyCheck {
    private final Place place;
    private final Standing before;

    LevyCheck(long tick, Standing before) {
        this.place = new Place(tick, "levy");
        this.before = before;
    }

    void check(Fact.LevyCharged charged) {
        place.same(Invariant.I5, "tick of a levy", place.tick(), charged.tick());
        switch (charged.levy()) {
            case Levy.Funding funding -> funding(charged, funding);
            case Levy.SocialisedLoss loss -> sharedLoss(charged, loss);
        }
    }

    /** Longs pay what shorts receive; every holder's half-even rounding leaves at most half a micro-dollar. */
    private void funding(Fact.LevyCharged charged, Levy.Funding levy) {
        int market = levy.market();
        String what = "funding of market " + market + ", ";
        place.same(Invariant.I5, what + "outside", of(levy, before.outside[market].holdings[0]), charged.outside());
        place.same(Invariant.I5, what + "fund", of(levy, before.fund.holdings[market]), charged.fund());
        place.same(Invariant.I5, what + "vault", of(levy, before.vault.holdings[market]), charged.vault());
        place.same(Invariant.I5, what + "kept", 0, charged.kept());
        long dust = charged.accounts() + charged.outside() + charged.fund() + charged.vault();
        long holders = before.active + 3;
        place.within(Invariant.I5, what + "dust", -holders / 2, holders / 2, dust);
    }

    private static long of(Levy.Funding levy, Holding holding) {
        return Exact.halfEven(Math.multiplyExact(holding.size, levy.price()), levy.numerator(), levy.denominator());
    }

    private void sharedLoss(Fact.LevyCharged charged, Levy.SocialisedLoss levy) {
        String what = "shared loss, ";
        place.same(Invariant.I5, what + "collected", levy.loss(), charged.accounts());
        place.same(Invariant.I5, what + "kept", levy.loss(), charged.kept());
        place.same(Invariant.I5, what + "others", 0, charged.outside() + charged.fund() + charged.vault());
        place.within(Invariant.I5, what + "loss over profits", 0, levy.profits(), levy.loss());
        place.within(Invariant.I5, what + "dust", 0, before.active, levy.dust());
    }
}
