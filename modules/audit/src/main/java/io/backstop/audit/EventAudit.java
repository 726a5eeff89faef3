package io.backstop.audit;

import io.backstop.adl.AdlCommand.ClosedPair;
import io.backstop.adl.AdlEvent;
import io.backstop.audit.EventLedger.Difference;
import io.backstop.audit.Findings.Break;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.lending.book.LendingPool;
import io.backstop.market.MarketAnswer;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.simulation.Books;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtHoldings;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactDigest;
import io.backstop.simulation.InvariantBroken;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * R1, R6 for prices and digest, R7, and I1 to I12 at the end of every tick, from the events of everyone in the order in which they
 * were stored. Nothing that the run says of others is believed: accounts, markets and the fund are moved by their own events, the
 * facts by a ledger of their own, and the two are compared after every step.
 */
public final class EventAudit {
    private final Venue venue;
    private final Pools pools;
    private final Findings findings;
    private final EntityId root;
    private final EventLedger ledger;
    private final DebtLedger debts;
    private final ShadowLedger facts;
    private final Invariants invariants;
    private final RankingCheck ranking;
    private final long openingDollars;
    private final TreeMap<String, Long> numbers = new TreeMap<>();
    private final List<EntityId> touched = new ArrayList<>();
    private final TreeMap<String, Long> touchedAccounts = new TreeMap<>();
    private List<Fact> tickFacts = new ArrayList<>();
    private List<Fact.Deleveraging> expectedPairs = List.of();
    private String digest;
    private boolean factsFollow = true;
    private boolean adlRan;
    private long rootNumber;
    private long tick;
    private long lastClosed;
    private boolean ended;
    private Fact.@Nullable RunOpened opened;
    private DebtFact.@Nullable DebtOpened debtOpened;
    private DebtFact.@Nullable DebtClosed debtClosed;
    private Fact.@Nullable TickClosed previous;

    /** The pools of lending protocols by their own events. */
    @FunctionalInterface
    public interface Pools {
        /** A protocol's pool with interest up to a time, in simulated milliseconds. */
        LendingPool at(int protocol, long now);
    }

    /** The audit of one run; use it once. */
    public EventAudit(Venue venue, Pools pools, Findings findings) {
        this.venue = venue;
        this.pools = pools;
        this.findings = findings;
        this.root = venue.runId();
        this.ledger = new EventLedger(venue);
        this.openingDollars = ledger.openingDollars();
        this.debts = new DebtLedger(venue);
        this.facts = new ShadowLedger(venue);
        this.invariants = new Invariants(this::broken);
        this.ranking = new RankingCheck(venue);
        this.digest = FactDigest.start(venue.scenario());
    }

    /** The tick that the run is in; 0 before the first. */
    public long tick() {
        return tick;
    }

    /** The last tick that was closed; 0 if none was. */
    public long lastClosed() {
        return lastClosed;
    }

    /** Whether the run says that it ended. */
    public boolean ended() {
        return ended;
    }

    /** The digest after the last fact. */
    public String digest() {
        return digest;
    }

    // events

    /** Takes an event of the run; everything that its last one asked for has been taken. */
    public void root(long number, RunEvent.Advanced event) {
        compare();
        rootNumber = number;
        event.facts().forEach(this::take);
    }

    /** Takes an event of anyone else. */
    public void child(EntityId id, long number, Event event) {
        boolean ofVenue = id.protocol().equals(venue.scenario().venue().name());
        Difference difference = ofVenue ? ledger.post(id, event) : debts.post(id.protocol(), event);
        if (difference != null) {
            findings.broken(Guarantee.R1, new Break(tick, id.path(), number, difference.what(), difference.amount()));
        }
        if (event instanceof AdlEvent.Recorded recorded) {
            pairs(id, number, recorded.pairs());
        }
        if (!ofVenue) {
            return;
        }
        if (id.kind() == EntityKind.ACCOUNT) {
            touchedAccounts.put(id.name(), number);
            touched.add(id);
        } else {
            numbers.put(id.path(), number);
        }
    }

    /** Compares what the last step came to; for a run whose last step was answered by all. */
    public void stepDone() {
        compare();
    }

    /** Counts the ticks of I1 to I12; once, at the end. */
    public void end() {
        for (InvariantResult result : invariants.results()) {
            if (!result.nothingToCheck()) {
                findings.checked(result.invariant(), "ticks", result.ticks());
            }
        }
    }

    // everyone against the facts

    private void compare() {
        if (factsFollow && opened != null) {
            for (EntityId id : touched) {
                compare(id);
            }
            owners();
        }
        touched.clear();
        touchedAccounts.clear();
    }

    private void compare(EntityId id) {
        long key = venue.openings().find(id.name());
        ShadowAccount held = ledger.account(key);
        ShadowAccount said = facts.account(key);
        long number = touchedAccounts.getOrDefault(id.name(), 0L);
        require(id.path(), number, "cash", said.cash, held.cash);
        for (int market = 0; market < venue.markets(); market++) {
            require(id.path(), number, "size in market " + market, said.size(market), held.size(market));
            require(id.path(), number, "open cost in market " + market, cost(said, market), cost(held, market));
        }
        for (int asset = 0; asset < venue.assets(); asset++) {
            require(id.path(), number, "units of asset " + asset, said.collateral[asset], held.collateral[asset]);
        }
        findings.checked(Guarantee.R1, "events of accounts", 1);
    }

    private static long cost(ShadowAccount account, int market) {
        Holding holding = account.holdings[market];
        return holding == null ? 0 : holding.cost;
    }

    private void owners() {
        Standing said = facts.standing();
        if (said == null) {
            return;
        }
        String fund = venue.fund().path();
        long posted = numbers.getOrDefault(fund, 0L);
        same(fund, posted, "fund", said.fund, ledger.fund);
        same(fund, posted, "vault", said.vault, ledger.vault);
        require(fund, posted, "parent", said.parent, ledger.parent);
        require(fund, posted, "levy account", said.levy, ledger.levy);
        require(fund, posted, "dust", said.dust, ledger.dust);
        for (int number = 0; number < venue.markets() + venue.assets(); number++) {
            String market = venue.market(number).path();
            same(market, numbers.getOrDefault(market, 0L), "outside", said.outside[number], ledger.outside(number));
        }
    }

    private void same(String entity, long number, String who, Purse said, Purse held) {
        require(entity, number, who + ", cash", said.cash, held.cash);
        for (int market = 0; market < said.holdings.length; market++) {
            Holding wanted = said.holdings[market];
            Holding found = held.holdings[market];
            require(entity, number, who + ", size " + market, wanted.size, found.size);
            require(entity, number, who + ", cost " + market, wanted.cost, found.cost);
        }
    }

    /** After a first difference the two ledgers no longer say the same, and are not compared again. */
    private void require(String entity, long number, String what, long said, long held) {
        if (said != held && factsFollow) {
            factsFollow = false;
            findings.broken(Guarantee.R1, new Break(tick, entity, number, what, Math.subtractExact(held, said)));
        }
    }

    // facts

    private void take(Fact fact) {
        chain(fact);
        if (factsFollow) {
            try {
                facts.accept(fact);
            } catch (InvariantBroken difference) {
                factsFollow = false;
                broken(difference);
            }
        }
        switch (fact) {
            case Fact.RunOpened f -> {
                opened = f;
                tick = 1;
            }
            case DebtFact.DebtOpened f -> debtOpened = f;
            case DebtFact.DebtClosed f -> debtClosed = f;
            case Fact.PassSettled f -> pass(f);
            case Fact.TickClosed f -> close(f);
            case Fact.RunClosed f -> ended = true;
            case Fact.LevyCharged f -> tickFacts.add(f);
            case DebtFact.LendingSettled f -> tickFacts.add(f);
            case DebtFact.PartiesSettled f -> tickFacts.add(f);
        }
    }

    private void chain(Fact fact) {
        digest = FactDigest.chain(digest, fact, venue);
        String stated = switch (fact) {
            case Fact.TickClosed f -> f.digest();
            case Fact.RunClosed f -> f.digest();
            default -> digest;
        };
        if (!stated.equals(digest)) {
            replayed("digest, which is " + digest + " and not " + stated, 1);
            digest = stated;
        }
    }

    private void replayed(String what, long amount) {
        findings.broken(Guarantee.R6, new Break(tick, root.path(), rootNumber, what, amount));
    }

    private void broken(InvariantBroken difference) {
        Invariant invariant = Invariant.valueOf(difference.invariant());
        Break found = new Break(
                difference.tick(),
                root.path(),
                rootNumber,
                difference.phase() + ": " + difference.what(),
                difference.amount());
        findings.broken(invariant, found);
        if (invariant.compareTo(Invariant.I4) <= 0) {
            findings.broken(Guarantee.R1, found);
        }
    }

    // passes

    private void pass(Fact.PassSettled pass) {
        tickFacts.add(pass);
        List<MarketAnswer.At> at = ledger.at(pass.tick());
        for (int number = 0; number < at.size(); number++) {
            if (hasMarginPrice(number)) {
                continue;
            }
            price("index", number, at.get(number).index(), pass.index()[number]);
            price("mark", number, at.get(number).mark(), pass.mark()[number]);
            price("mark of the tick before", number, at.get(number).previousMark(), pass.previousMark()[number]);
        }
        expectedPairs = pass.deleveragings();
        if (pass.deleveragings().isEmpty()) {
            return;
        }
        adlRan = true;
        findings.checked(Guarantee.R7, "ADL lines", pass.deleveragings().size());
        for (RankingCheck.Misplaced line : ranking.check(pass, ledger.accounts())) {
            findings.broken(
                    Guarantee.R7,
                    new Break(
                            tick,
                            venue.coordinator().path(),
                            numbers.getOrDefault(venue.coordinator().path(), 0L) + 1,
                            line.account() + ": " + line.what(),
                            line.amount()));
        }
    }

    /** The venue's margin test does not see such a token's mark, and its passes state what it sees. */
    private boolean hasMarginPrice(int number) {
        return venue.scenario().debt().tokens().stream()
                .anyMatch(token -> venue.markets() + token.asset() == number
                        && !token.marginPrice().equals(OracleSpec.MARKET));
    }

    private void price(String what, int number, long computed, long stated) {
        if (computed != stated) {
            replayed(what + " of " + venue.name(number), Math.subtractExact(stated, computed));
        }
    }

    /** The coordinator's own event has the pairs of the pass. */
    private void pairs(EntityId coordinator, long number, List<ClosedPair> pairs) {
        boolean same = pairs.size() == expectedPairs.size();
        for (int i = 0; same && i < pairs.size(); i++) {
            ClosedPair pair = pairs.get(i);
            Fact.Deleveraging line = expectedPairs.get(i);
            same = pair.market() == line.market()
                    && pair.target() == venue.openings().find(line.target())
                    && pair.size() == Math.absExact(line.size())
                    && pair.rank() == line.rank();
        }
        if (!same) {
            findings.broken(
                    Guarantee.R7,
                    new Break(
                            tick,
                            coordinator.path(),
                            number,
                            "pairs closed, which are not those of the pass",
                            pairs.size() - (long) expectedPairs.size()));
        }
    }

    // closes

    private void close(Fact.TickClosed close) {
        tick = close.tick();
        List<MarketAnswer.At> at = ledger.at(tick);
        prices(close, at);
        ofPasses(close);
        conserved();
        Fact.RunOpened opening = opened;
        if (opening != null) {
            invariants.check(new Books(
                    venue,
                    opening,
                    openingBooks(opening),
                    previous,
                    tickFacts,
                    close,
                    ledger.totals(),
                    at,
                    ledger.insuranceFund(),
                    holdings()));
        }
        fund();
        previous = close;
        lastClosed = tick;
        tick = close.tick() + 1;
        tickFacts = new ArrayList<>();
    }

    private Books.Opening openingBooks(Fact.RunOpened opening) {
        return new Books.Opening(openingDollars, opening.collateral());
    }

    private @Nullable DebtHoldings holdings() {
        DebtFact.DebtOpened opening = debtOpened;
        DebtFact.DebtClosed closed = debtClosed;
        if (opening == null || closed == null) {
            return null;
        }
        long now = Math.multiplyExact(tick, venue.scenario().tickMillis());
        List<LendingPool> held = new ArrayList<>();
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            held.add(pools.at(protocol, now));
        }
        return new DebtHoldings(opening, held, debts.totals(), debts.partyCash(), debts.partyUnits(), closed);
    }

    private void prices(Fact.TickClosed close, List<MarketAnswer.At> at) {
        for (int market = 0; market < venue.markets(); market++) {
            MarketAnswer.At computed = at.get(market);
            price("index", market, computed.index(), close.index()[market]);
            price("mark", market, computed.mark(), close.mark()[market]);
            price("depth for sales", market, computed.sellDepth(), close.sellDepth()[market]);
            price("depth for purchases", market, computed.buyDepth(), close.buyDepth()[market]);
            price("depth used by sales", market, computed.sellUsed(), close.sellUsed()[market]);
            price("depth used by purchases", market, computed.buyUsed(), close.buyUsed()[market]);
        }
        DebtFact.DebtClosed closed = debtClosed;
        for (int asset = 0; closed != null && asset < venue.assets(); asset++) {
            int number = venue.markets() + asset;
            price("index", number, at.get(number).index(), closed.assetIndex()[asset]);
            price("mark", number, at.get(number).mark(), closed.assetMark()[asset]);
        }
        findings.checked(Guarantee.R6, "ticks", 1);
    }

    /** What a close says of its passes, counted again. */
    private void ofPasses(Fact.TickClosed close) {
        int breached = 0;
        long ties = 0;
        long triggered = 0;
        for (Fact fact : tickFacts) {
            if (fact instanceof Fact.PassSettled pass) {
                breached = pass.pass() == 1 ? pass.breached() : breached;
                ties += pass.ties();
                for (Fact.Triggered estate : pass.triggered()) {
                    triggered = Math.addExact(triggered, estate.deficit());
                }
            }
        }
        stated("accounts in liquidation", breached, close.inLiquidation());
        stated("orders that names decided", ties, close.ties());
        stated("deficit at trigger", triggered, close.deficitAtTrigger());
    }

    private void stated(String what, long counted, long said) {
        if (counted != said) {
            replayed(what, Math.subtractExact(said, counted));
        }
    }

    /** From events alone; what lending protocols and parties bring in is in I1. */
    private void conserved() {
        findings.checked(Guarantee.R1, "ticks", 1);
        if (!venue.hasDebt()) {
            long off = Math.subtractExact(ledger.dollars(), openingDollars);
            if (off != 0) {
                findings.broken(
                        Guarantee.R1, new Break(tick, root.path(), rootNumber, "dollars less open cost of all", off));
            }
        }
    }

    private void fund() {
        findings.checked(Guarantee.R7, "ticks", 1);
        for (int market = 0; market < venue.markets(); market++) {
            long sum = ledger.imbalance(market);
            if (sum != 0) {
                findings.broken(
                        Guarantee.R7, new Break(tick, root.path(), rootNumber, "sizes in " + venue.name(market), sum));
            }
        }
        if (ledger.fund.cash < 0 && !adlRan) {
            String entity = venue.fund().path();
            findings.broken(
                    Guarantee.R7,
                    new Break(
                            tick,
                            entity,
                            numbers.getOrDefault(entity, 0L),
                            "cash of the fund, before any ADL",
                            ledger.fund.cash));
        }
    }
}
