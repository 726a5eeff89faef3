package io.backstop.simulation;

import io.backstop.account.Levy;
import io.backstop.kernel.EntityId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        /** Read the opening books of lending protocols and parties. */
        DEBT_OPENING,
        /** Begin the tick, or go on with its levies or its debts. */
        TICK,
        /** Another pass of the tick. */
        PASS,
        /** Close the tick. */
        CLOSE,
        /** Nothing. */
        DONE
    }

    /** The part of a tick that lending protocols and parties go on with. */
    enum DebtStage {
        /** Declared flows. */
        FLOWS,
        /** Borrowers act, and owners of hedges move margin. */
        PLANS,
        /** Passes. */
        PASS,
        /** Withdrawals. */
        REDEMPTIONS,
        /** Redemptions of tokens. */
        TOKENS,
        /** Payments of estates. */
        ESTATES,
        /** Nothing in this tick. */
        DONE
    }

    /**
     * Of each asset.
     *
     * @param nav -1 for what is no token
     */
    record AssetPrices(long[] mark, long[] nav) {}

    Stage stage = Stage.OPENING;
    /** The tick to go on with. */
    long tick;
    /** Passes settled in it. */
    int pass;
    /** Markets whose funding of this tick is settled. */
    int fundedMarkets;

    /** Where the tick is with lending protocols and parties. */
    DebtStage debtStage = DebtStage.FLOWS;
    /** Passes in which they settled. */
    int debtPass;
    /** By tick: marks and net asset values of the assets at its close. */
    final List<AssetPrices> history = new ArrayList<>();
    /** Parties in default and the deficit of each. */
    final TreeMap<Integer, String> defaults = new TreeMap<>();
    /** Units of each asset that the public gave back to issuers. */
    final TreeMap<Integer, Long> redeemedByPublic = new TreeMap<>();
    /** How far each party's default is from its cause; 0 if it is in none. */
    int[] hops = new int[0];

    DebtFact.@Nullable DebtOpened debtOpened;

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
        digest = chained(fact, venue);
        switch (fact) {
            case Fact.RunOpened f -> {
                opened = f;
                beginTick(1);
                stage = venue.hasDebt() ? Stage.DEBT_OPENING : stage;
                hops = new int[venue.network().parties()];
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
            case DebtFact f -> apply(f);
        }
    }

    /** Closes hold the digest that includes them, made when they were written. */
    private String chained(Fact fact, Venue venue) {
        return switch (fact) {
            case Fact.TickClosed closed -> closed.digest();
            case Fact.RunClosed closed -> closed.digest();
            case Fact.RunOpened opening -> FactDigest.chain(digest, opening, venue);
            case Fact.LevyCharged charged -> FactDigest.chain(digest, charged, venue);
            case Fact.PassSettled pass -> FactDigest.chain(digest, pass, venue);
            case DebtFact debt -> FactDigest.chain(digest, debt, venue);
        };
    }

    private void apply(DebtFact fact) {
        switch (fact) {
            case DebtFact.DebtOpened f -> {
                debtOpened = f;
                stage = Stage.TICK;
            }
            case DebtFact.LendingSettled f -> {
                tickFacts.add(f);
                debtPass = Math.max(debtPass, f.pass());
                debtStage = switch (f.phase()) {
                    case PLANS, LIQUIDATIONS -> DebtStage.PASS;
                    case REDEMPTIONS -> DebtStage.TOKENS;
                };
            }
            case DebtFact.PartiesSettled f -> {
                tickFacts.add(f);
                debtPass = Math.max(debtPass, f.pass());
                debtStage = switch (f.occasion()) {
                    case FLOWS -> DebtStage.PLANS;
                    case DEFAULTS -> DebtStage.PASS;
                    case REDEMPTIONS -> DebtStage.ESTATES;
                    case ESTATES -> DebtStage.DONE;
                };
                for (DebtFact.TokenRedemption redemption : f.redemptions()) {
                    if (redemption.holder() == DebtFact.OUTSIDE) {
                        redeemedByPublic.merge(redemption.asset(), redemption.units(), Math::addExact);
                    }
                }
                for (DebtFact.Default d : f.defaults()) {
                    defaults.put(d.party(), d.id());
                    hops[d.party()] = d.hop();
                }
            }
            case DebtFact.DebtClosed f -> history.add(new AssetPrices(f.assetMark(), f.nav()));
        }
    }

    private void beginTick(long next) {
        stage = Stage.TICK;
        tick = next;
        pass = 0;
        fundedMarkets = 0;
        debtStage = DebtStage.FLOWS;
        debtPass = 0;
        inLiquidation = 0;
        deficitAtTrigger = 0;
        tickTies = 0;
        prices = null;
        tickFacts = new ArrayList<>();
    }

    /** Debts are cleared again before the next pass, and that takes the marks. */
    private Stage goOn(Venue venue) {
        if (!venue.hasDebt()) {
            return Stage.PASS;
        }
        debtStage = DebtStage.PASS;
        return Stage.TICK;
    }

    private void settled(Fact.PassSettled f, Venue venue) {
        tickFacts.add(f);
        prices = new PassPlanner.Prices(f.index(), f.mark(), f.previousMark());
        if (f.pass() == 1) {
            inLiquidation = f.breached();
        }
        pass = f.unwinds().isEmpty() ? f.pass() : pass;
        stage = f.unwinds().isEmpty() ? goOn(venue) : Stage.CLOSE;
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
