package io.backstop.simulation;

import io.backstop.account.Levy;
import io.backstop.kernel.EntityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands after its last event. Changed in place by the run's {@code evolve} alone.
 */
public final class RunState {
    /** What comes next. */
    enum Stage {
        /** Read the opening books. */
        OPENING,
        /** Begin the tick, or go on with its levies. */
        TICK,
        /** Another pass of the tick. */
        PASS,
        /** Close the tick. */
        CLOSE,
        /** Nothing. */
        DONE
    }

    Stage stage = Stage.OPENING;
    /** The tick to go on with. */
    long tick;
    /** Passes settled in it. */
    int pass;
    /** Markets whose funding of this tick is settled. */
    int fundedMarkets;

    PassPlanner.@Nullable Prices prices;
    int inLiquidation;
    long deficitAtTrigger;
    int tickTies;
    long openBadDebt;
    String digest;

    Fact.@Nullable RunOpened opened;
    Books.@Nullable Opening opening;
    Fact.@Nullable TickClosed previous;
    List<Fact> tickFacts = new ArrayList<>();
    final TreeSet<Long> triggered = new TreeSet<>();
    final Map<EntityId, Long> events = new LinkedHashMap<>();
    List<Routing.Addressed> routed = List.of();

    RunState(String digest) {
        this.digest = digest;
    }

    /** The digest over all facts so far. */
    public String digest() {
        return digest;
    }

    /** The tick that the run goes on with. */
    public long tick() {
        return tick;
    }

    void apply(Fact fact, Venue venue) {
        digest = FactDigest.chain(digest, fact, venue.scenario());
        switch (fact) {
            case Fact.RunOpened f -> {
                opened = f;
                beginTick(1);
            }
            case Fact.LevyCharged f -> {
                tickFacts.add(f);
                if (f.levy() instanceof Levy.Funding funding) {
                    fundedMarkets = funding.market() + 1;
                }
            }
            case Fact.PassSettled f -> settled(f, venue);
            case Fact.TickClosed f -> {
                previous = f;
                beginTick(f.tick() + 1);
            }
            case Fact.RunClosed f -> stage = Stage.DONE;
        }
    }

    private void beginTick(long next) {
        stage = Stage.TICK;
        tick = next;
        pass = 0;
        fundedMarkets = 0;
        inLiquidation = 0;
        deficitAtTrigger = 0;
        tickTies = 0;
        prices = null;
        tickFacts = new ArrayList<>();
    }

    private void settled(Fact.PassSettled f, Venue venue) {
        tickFacts.add(f);
        prices = new PassPlanner.Prices(f.index(), f.mark(), f.previousMark());
        if (f.pass() == 1) {
            inLiquidation = f.breached();
        }
        pass = f.unwinds().isEmpty() ? f.pass() : pass;
        stage = f.unwinds().isEmpty() ? Stage.PASS : Stage.CLOSE;
        tickTies += f.ties();
        for (Fact.Triggered t : f.triggered()) {
            deficitAtTrigger = Math.addExact(deficitAtTrigger, t.deficit());
            triggered.add(
                    t.estate().kind() == Fact.PartyKind.VAULT
                            ? PassPlanner.VAULT_KEY
                            : venue.openings().find(t.estate().name()));
        }
        for (Fact.Deficit d : f.deficits()) {
            openBadDebt = Math.addExact(openBadDebt, d.open());
        }
    }
}
