package io.backstop.audit;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.Venue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all parties together hold, from the opening on and moved on by facts alone. */
final class Replay implements FactSink {
    private final Venue venue;
    private @Nullable Standing standing;
    private @Nullable Standing lastClose;

    Replay(Venue venue) {
        this.venue = venue;
    }

    /** At the last close; null before the first. */
    @Nullable
    Standing lastClose() {
        return lastClose;
    }

    @Override
    public void accept(Fact fact) {
        switch (fact) {
            case Fact.RunOpened opened -> standing = Standing.opening(venue, opened, cash());
            case Fact.LevyCharged charged -> held().post(charged, new Attribution());
            case Fact.PassSettled pass -> {
                standing = held().at(pass.tick(), pass.mark());
                standing.post(pass, new Attribution());
            }
            case Fact.TickClosed closed -> {
                standing = held().at(closed.tick(), marks(closed));
                lastClose = standing.at(closed.tick(), standing.mark);
            }
            case Fact.RunClosed closed -> {}
            case DebtFact.DebtOpened opened -> held().debt = DebtStanding.opening(venue, opened);
            case DebtFact.DebtClosed closed -> standing = held().at(closed.tick(), assetMarks(closed));
            case DebtFact of -> held().post(of, new Attribution());
        }
    }

    private Standing held() {
        return Objects.requireNonNull(standing, "the run has not opened");
    }

    /** A venue's close states no prices of assets: those stated last stay, and a change of equity is counted from there. */
    private long[] marks(Fact.TickClosed closed) {
        long[] marks = held().mark.clone();
        System.arraycopy(closed.mark(), 0, marks, 0, closed.mark().length);
        return marks;
    }

    private long[] assetMarks(DebtFact.DebtClosed closed) {
        long[] marks = held().mark.clone();
        System.arraycopy(closed.assetMark(), 0, marks, venue.markets(), closed.assetMark().length);
        return marks;
    }

    private long cash() {
        Openings openings = venue.openings();
        AccountOpening buffer = new AccountOpening(venue.markets(), venue.assets());
        long cash = 0;
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                openings.draw(population, ordinal, buffer);
                cash = Math.addExact(cash, buffer.cash);
            }
        }
        return cash;
    }
}
