package io.backstop.simulation;

import io.backstop.account.Levy;
import io.backstop.account.LossSharing;
import io.backstop.adl.AdlAnswer;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlQuery;
import io.backstop.insurance.FundAnswer;
import io.backstop.insurance.FundQuery;
import io.backstop.insurance.InsuranceFund;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Entity.ChildWrite;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Workflow;
import io.backstop.margin.BreachedAccount;
import io.backstop.margin.MarginAnswer;
import io.backstop.margin.MarginQuery;
import io.backstop.margin.TableTotals;
import io.backstop.market.FundingRate;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketQuery;
import io.backstop.scenario.FundingSpec;
import io.backstop.simulation.Talk.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The run: virtual time, and the normative order of a tick (economics sections 2 and 4).
 *
 * <p>Index and mark; funding; then passes until nothing changes, each planned by reads (scan, quotes, the fund's grants, ADL
 * targets, pairs) and settled by all in one writing step; then the inventories unwind in what depth is left; close. A quiet
 * tick is three reads and no event.
 */
public final class RunWorkflow implements Workflow<RunState, RunEvent, Talk> {
    /** Quiet ticks whose facts wait in memory for an event at most. */
    private static final int CHECKPOINT = 512;

    private final Venue venue;
    private final Books.Check check;
    private final String digestAtStart;
    private final Requests requests;
    private final DebtPhases debt;

    /**
     * A run.
     *
     * @param check of the books at the close of each tick
     */
    public RunWorkflow(Venue venue, Books.Check check) {
        this(venue, check, FactDigest.start(venue.scenario()));
    }

    private RunWorkflow(Venue venue, Books.Check check, String digestAtStart) {
        this.venue = venue;
        this.check = check;
        this.digestAtStart = digestAtStart;
        this.requests = new Requests(venue);
        this.debt = new DebtPhases(venue, new VenuePart());
    }

    /** A run for its figures alone: no digest, no check of the books. */
    public static RunWorkflow figuresOnly(Venue venue) {
        return new RunWorkflow(venue, Books.Check.NONE, FactDigest.NONE);
    }

    /** What lending protocols and parties leave to the venue. */
    private final class VenuePart implements DebtPhases.Perpetuals {
        @Override
        public Turn<RunEvent, Talk> scan(Frame frame, int pass, PassPlanner.Prices prices) {
            return RunWorkflow.this.scan(frame, pass, prices);
        }

        @Override
        public Turn<RunEvent, Talk> unwind(Frame frame, boolean cut) {
            return RunWorkflow.this.unwind(frame, cut);
        }

        @Override
        public Turn<RunEvent, Talk> close(Frame frame, boolean cut, DebtHoldings holdings) {
            return closeBooks(frame, cut, holdings);
        }
    }

    @Override
    public RunState opening(EntityId id) {
        return new RunState(digestAtStart);
    }

    @Override
    public RunState evolve(RunState state, RunEvent event) {
        switch (event) {
            case RunEvent.Advanced advanced -> {
                for (Fact fact : advanced.facts()) {
                    state.apply(fact, venue);
                }
                state.routed = Routing.of(venue, advanced.facts().getLast());
                for (Routing.Addressed addressed : state.routed) {
                    state.events.merge(addressed.receiver(), 1L, Long::sum);
                }
                if (state.opening == null && state.opened != null) {
                    state.opening = openingBooks(state.opened);
                }
            }
        }
        return state;
    }

    @Override
    public List<ChildWrite> requests(RunState state, RunEvent event) {
        List<ChildWrite> writes = new ArrayList<>(state.routed.size());
        for (Routing.Addressed addressed : state.routed) {
            long known = state.events.getOrDefault(addressed.receiver(), 1L) - 1;
            writes.add(new ChildWrite(addressed.receiver(), known, addressed.command()));
        }
        return writes;
    }

    @Override
    public Turn<RunEvent, Talk> begin(RunState state, List<Answer> answers) {
        return switch (state.stage) {
            case OPENING ->
                new Reads<>(
                        new Talk.Opening(),
                        requests.engines(new MarginQuery.Opening(openingPrices(0), openingPrices(1))));
            case DEBT_OPENING -> debt.opening();
            case TICK -> startTick(new Frame(state.tick, List.of(), state.digest, state.previous));
            case PASS -> nextPass(state);
            case CLOSE -> close(frame(state), isCut(state));
            case DONE -> new Finished<>();
        };
    }

    private boolean isCut(RunState state) {
        int most = venue.scenario().maxPasses();
        return state.pass >= most || state.debtPass >= most;
    }

    private static Frame frame(RunState state) {
        return new Frame(state.tick, List.of(), state.digest, state.previous);
    }

    @Override
    public Turn<RunEvent, Talk> proceed(RunState state, Talk conversation, List<Answer> answers) {
        return switch (conversation) {
            case Talk.Opening talk -> opened(answers);
            case Talk.Markets talk -> priced(state, talk, answers);
            case Talk.Funding talk -> funded(talk, answers);
            case Talk.Scan talk -> scanned(state, talk, answers);
            case Talk.Quotes talk -> quoted(talk, answers);
            case Talk.Profits talk -> profits(talk, answers);
            case Talk.Shares talk -> shares(talk, answers);
            case Talk.Grants talk -> granted(talk.frame(), talk.planner(), answers);
            case Talk.Candidates talk -> ranked(talk, answers);
            case Talk.Allocations talk -> allocated(talk, answers);
            case Talk.UnwindDepth talk -> unwindDepth(talk, answers);
            case Talk.UnwindQuotes talk -> unwound(state, talk, answers);
            case Talk.Debt talk -> debt.proceed(state, talk.talk(), answers);
            case Talk.Close talk -> closed(state, talk, answers);
            case Talk.Fingerprints talk -> ended(talk, answers);
        };
    }

    // opening

    private long[] openingPrices(int part) {
        int from = part == 0 ? 0 : venue.markets();
        int count = part == 0 ? venue.markets() : venue.assets();
        long[] prices = new long[count];
        Arrays.setAll(prices, i -> venue.index(from + i, 0));
        return prices;
    }

    private Turn<RunEvent, Talk> opened(List<Answer> answers) {
        TableTotals totals = TableTotals.none(venue.markets(), venue.assets());
        long activeEquity = 0;
        long[] fingerprints = new long[2];
        for (Answer answer : answers) {
            MarginAnswer.Opening opening = (MarginAnswer.Opening) answer;
            totals = totals.plus(opening.totals());
            activeEquity = Math.addExact(activeEquity, opening.activeEquity());
            fingerprints[0] += opening.fingerprints()[0];
            fingerprints[1] += opening.fingerprints()[1];
        }
        long[] outside = new long[venue.markets()];
        for (int market = 0; market < outside.length; market++) {
            outside[market] = totals.shortSize()[market] - totals.longSize()[market];
        }
        return writes(
                List.of(),
                new Fact.RunOpened(
                        totals.accounts(),
                        totals.active(),
                        activeEquity,
                        totals.balance(),
                        totals.longSize(),
                        totals.shortSize(),
                        totals.collateral(),
                        outside,
                        hex(fingerprints)));
    }

    private static String hex(long[] fingerprints) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(fingerprints[0]) + hex.toHexDigits(fingerprints[1]);
    }

    private Books.Opening openingBooks(Fact.RunOpened opened) {
        var rules = venue.scenario().venue();
        long dollars = Math.addExact(
                opened.balance(),
                Math.addExact(
                        rules.fund().balance(),
                        Math.addExact(rules.vault().equity(), rules.vault().parent())));
        for (int market = 0; market < venue.markets(); market++) {
            dollars = Math.subtractExact(
                    dollars, Math.multiplyExact(opened.outsideSize()[market], venue.index(market, 0)));
        }
        return new Books.Opening(dollars, opened.collateral());
    }

    // the beginning of a tick

    private Turn<RunEvent, Talk> startTick(Frame frame) {
        return new Reads<>(new Talk.Markets(frame), requests.markets(new MarketQuery.At(frame.tick())));
    }

    private Turn<RunEvent, Talk> priced(RunState state, Talk.Markets talk, List<Answer> answers) {
        Frame frame = talk.frame();
        List<MarketAnswer.At> markets = ats(answers);
        int firstUnfunded = state.tick == frame.tick() ? state.fundedMarkets : 0;
        for (int market = firstUnfunded; market < venue.markets(); market++) {
            Levy.Funding levy = fundingDue(frame.tick(), market, markets.get(market));
            if (levy != null) {
                List<ChildRead> reads = new ArrayList<>(requests.engines(new MarginQuery.LevyPreview(levy)));
                reads.add(new ChildRead(venue.fund(), new FundQuery.View()));
                return new Reads<>(new Talk.Funding(frame, levy, markets.get(market)), reads);
            }
        }
        return venue.hasDebt()
                ? debt.next(state, frame, PassPlanner.Prices.of(markets))
                : scan(frame, 1, PassPlanner.Prices.of(markets));
    }

    private Levy.@Nullable Funding fundingDue(long tick, int market, MarketAnswer.At at) {
        FundingSpec spec = venue.scenario().markets().get(market).funding();
        long now = Math.multiplyExact(tick, venue.scenario().tickMillis());
        long before = now - venue.scenario().tickMillis();
        if (spec == null || now / spec.intervalMillis() == before / spec.intervalMillis()) {
            return null;
        }
        long rate = FundingRate.intervalRate(spec, at.mark(), at.index());
        return new Levy.Funding(market, at.index(), rate, FundingRate.RATE_SCALE);
    }

    private Turn<RunEvent, Talk> funded(Talk.Funding talk, List<Answer> answers) {
        Levy.Funding levy = talk.levy();
        InsuranceFund fund = ((FundAnswer.View) answers.getLast()).fund();
        return writes(
                talk.frame().pending(),
                new Fact.LevyCharged(
                        talk.frame().tick(),
                        levy,
                        collected(answers.subList(0, answers.size() - 1)),
                        levy.charge(talk.market().outside().size()),
                        levy.charge(InsuranceFund.size(fund.fundInventory(), levy.market())),
                        levy.charge(InsuranceFund.size(fund.vaultInventory(), levy.market())),
                        0));
    }

    private static long collected(List<Answer> answers) {
        long sum = 0;
        for (Answer answer : answers) {
            sum = Math.addExact(sum, ((MarginAnswer.Collected) answer).amount());
        }
        return sum;
    }

    // a pass

    private Turn<RunEvent, Talk> nextPass(RunState state) {
        PassPlanner.Prices prices = state.prices;
        if (prices == null) {
            throw new IllegalStateException("a pass without prices at tick " + state.tick);
        }
        return state.pass >= venue.scenario().maxPasses()
                ? unwind(frame(state), true)
                : scan(frame(state), state.pass + 1, prices);
    }

    private Turn<RunEvent, Talk> scan(Frame frame, int pass, PassPlanner.Prices prices) {
        long now = Math.multiplyExact(frame.tick(), venue.scenario().tickMillis());
        List<ChildRead> reads = new ArrayList<>(
                requests.engines(new MarginQuery.Scan(now, ofMarkets(prices.mark()), ofAssets(prices.mark()))));
        reads.add(new ChildRead(venue.fund(), new FundQuery.View()));
        return new Reads<>(new Talk.Scan(frame, pass, prices), reads);
    }

    private long[] ofMarkets(long[] prices) {
        return Arrays.copyOf(prices, venue.markets());
    }

    private long[] ofAssets(long[] prices) {
        return Arrays.copyOfRange(prices, venue.markets(), prices.length);
    }

    private Turn<RunEvent, Talk> scanned(RunState state, Talk.Scan talk, List<Answer> answers) {
        List<BreachedAccount> breached = new ArrayList<>();
        for (Answer answer : answers.subList(0, answers.size() - 1)) {
            breached.addAll(((MarginAnswer.Scanned) answer).breached());
        }
        InsuranceFund fund = ((FundAnswer.View) answers.getLast()).fund();
        Frame frame = talk.frame();
        boolean nothingHeld =
                fund.fundInventory().isEmpty() && fund.vaultInventory().isEmpty();
        if (breached.isEmpty() && nothingHeld) {
            return venue.hasDebt() ? debt.afterVenue(frame, talk.prices()) : close(frame, false);
        }
        PassPlanner planner =
                new PassPlanner(venue, frame.tick(), talk.pass(), talk.prices(), breached, fund, state.triggered);
        long[][] flow = planner.orders();
        return flow == null ? claim(frame, planner) : quotes(frame, planner, flow);
    }

    private Turn<RunEvent, Talk> quotes(Frame frame, PassPlanner planner, long[][] flow) {
        List<ChildRead> reads = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        for (int market = 0; market < flow.length; market++) {
            if (flow[market][0] > 0 || flow[market][1] > 0) {
                asked.add(market);
                reads.add(new ChildRead(
                        venue.market(market), new MarketQuery.Quote(frame.tick(), flow[market][0], flow[market][1])));
            }
        }
        return new Reads<>(new Talk.Quotes(frame, planner, asked), reads);
    }

    private Turn<RunEvent, Talk> quoted(Talk.Quotes talk, List<Answer> answers) {
        talk.planner().fill(byMarket(talk.asked(), answers));
        return claim(talk.frame(), talk.planner());
    }

    private MarketAnswer.@Nullable Quoted[] byMarket(List<Integer> asked, List<Answer> answers) {
        MarketAnswer.@Nullable Quoted[] quotes = new MarketAnswer.Quoted[venue.markets() + venue.assets()];
        for (int i = 0; i < asked.size(); i++) {
            quotes[asked.get(i)] = (MarketAnswer.Quoted) answers.get(i);
        }
        return quotes;
    }

    private Turn<RunEvent, Talk> profits(Talk.Profits talk, List<Answer> answers) {
        long profits = collected(answers);
        long last = -1;
        for (Answer answer : answers) {
            last = Math.max(last, ((MarginAnswer.Collected) answer).last());
        }
        long loss = Math.min(talk.loss(), profits);
        if (loss == 0) {
            return deleverage(talk.frame(), talk.planner());
        }
        Levy preview =
                new Levy.SocialisedLoss(loss, profits, ofMarkets(talk.prices().mark()), -1, 0);
        return new Reads<>(
                new Talk.Shares(talk.frame(), talk.planner(), loss, profits, last, talk.prices()),
                requests.engines(new MarginQuery.LevyPreview(preview)));
    }

    private Turn<RunEvent, Talk> shares(Talk.Shares talk, List<Answer> answers) {
        long dust = LossSharing.dust(talk.loss(), collected(answers));
        Levy levy = new Levy.SocialisedLoss(
                talk.loss(), talk.profits(), ofMarkets(talk.prices().mark()), talk.last(), dust);
        return writes(
                talk.frame().pending(),
                new Fact.LevyCharged(talk.frame().tick(), levy, talk.loss(), 0, 0, 0, talk.loss()));
    }

    private Turn<RunEvent, Talk> claim(Frame frame, PassPlanner planner) {
        List<FundQuery.Claim> claims = planner.claims();
        return claims.isEmpty()
                ? deleverage(frame, planner)
                : new Reads<>(
                        new Talk.Grants(frame, planner),
                        List.of(new ChildRead(
                                venue.fund(),
                                new FundQuery.Claims(
                                        frame.tick(), ofMarkets(planner.prices().mark()), claims))));
    }

    private Turn<RunEvent, Talk> granted(Frame frame, PassPlanner planner, List<Answer> answers) {
        planner.grant(((FundAnswer.Grants) answers.getFirst()).paid());
        return socialise(frame, planner);
    }

    /** Levies what is left of deficits, if the venue shares it; the pass is then planned again and pays from the levy account. */
    private Turn<RunEvent, Talk> socialise(Frame frame, PassPlanner planner) {
        long loss = planner.toSocialise();
        return loss == 0
                ? deleverage(frame, planner)
                : new Reads<>(
                        new Talk.Profits(frame, planner, loss, planner.prices()),
                        requests.engines(new MarginQuery.Profits(
                                ofMarkets(planner.prices().mark()))));
    }

    private Turn<RunEvent, Talk> deleverage(Frame frame, PassPlanner planner) {
        List<MarginQuery.Need> needs = planner.needs();
        return needs.isEmpty() ? settle(frame, planner) : candidates(frame, planner, needs);
    }

    private Turn<RunEvent, Talk> candidates(Frame frame, PassPlanner planner, List<MarginQuery.Need> needs) {
        long[] mark = planner.prices().mark();
        return new Reads<>(
                new Talk.Candidates(frame, planner, needs),
                requests.engines(new MarginQuery.Candidates(frame.tick(), ofMarkets(mark), ofAssets(mark), needs)));
    }

    private Turn<RunEvent, Talk> ranked(Talk.Candidates talk, List<Answer> answers) {
        List<List<AdlCandidate>> candidates = new ArrayList<>();
        List<Boolean> complete = new ArrayList<>();
        for (int need = 0; need < talk.needs().size(); need++) {
            List<AdlCandidate> ofAll = new ArrayList<>();
            boolean all = true;
            for (Answer answer : answers) {
                MarginAnswer.Candidates ranked = (MarginAnswer.Candidates) answer;
                ofAll.addAll(ranked.ranked().get(need));
                all &= ranked.complete().get(need);
            }
            candidates.add(ofAll);
            complete.add(all);
        }
        return new Reads<>(
                new Talk.Allocations(talk.frame(), talk.planner(), talk.needs(), complete),
                List.of(new ChildRead(
                        venue.coordinator(),
                        new AdlQuery.Allocate(
                                talk.frame().tick(), talk.planner().rounds(talk.needs(), candidates)))));
    }

    private Turn<RunEvent, Talk> allocated(Talk.Allocations talk, List<Answer> answers) {
        List<AdlAnswer.Allocation> allocations = ((AdlAnswer.Allocated) answers.getFirst()).allocations();
        if (talk.planner().needsMore(talk.needs(), allocations, talk.complete())) {
            List<MarginQuery.Need> everyone = talk.needs().stream()
                    .map(need -> new MarginQuery.Need(need.market(), need.side(), Long.MAX_VALUE))
                    .toList();
            return candidates(talk.frame(), talk.planner(), everyone);
        }
        talk.planner().deleverage(talk.needs(), allocations);
        return settle(talk.frame(), talk.planner());
    }

    private Turn<RunEvent, Talk> settle(Frame frame, PassPlanner planner) {
        Fact.PassSettled pass = planner.finish();
        if (pass == null) {
            return venue.hasDebt() ? debt.afterVenue(frame, planner.prices()) : unwind(frame, false);
        }
        return writes(frame.pending(), pass);
    }

    // the end of a tick

    private Turn<RunEvent, Talk> unwind(Frame frame, boolean cut) {
        List<ChildRead> reads = new ArrayList<>(requests.markets(new MarketQuery.At(frame.tick())));
        reads.add(new ChildRead(venue.fund(), new FundQuery.View()));
        return new Reads<>(new Talk.UnwindDepth(frame, cut), reads);
    }

    private Turn<RunEvent, Talk> unwindDepth(Talk.UnwindDepth talk, List<Answer> answers) {
        List<MarketAnswer.At> markets = ats(answers.subList(0, answers.size() - 1));
        InsuranceFund fund = ((FundAnswer.View) answers.getLast()).fund();
        List<Unwinding.Ask> asks = Unwinding.asks(venue.scenario().venue(), fund, markets);
        if (asks.isEmpty()) {
            return close(talk.frame(), talk.cut());
        }
        long[][] flow = new long[venue.markets()][2];
        for (Unwinding.Ask ask : asks) {
            flow[ask.market()][ask.size() < 0 ? 0 : 1] += Math.absExact(ask.size());
        }
        List<ChildRead> reads = new ArrayList<>();
        for (int market = 0; market < flow.length; market++) {
            if (flow[market][0] > 0 || flow[market][1] > 0) {
                reads.add(new ChildRead(
                        venue.market(market),
                        new MarketQuery.Quote(talk.frame().tick(), flow[market][0], flow[market][1])));
            }
        }
        return new Reads<>(new Talk.UnwindQuotes(talk.frame(), talk.cut(), fund, markets, asks), reads);
    }

    private Turn<RunEvent, Talk> unwound(RunState state, Talk.UnwindQuotes talk, List<Answer> answers) {
        List<Integer> asked = talk.asked().stream()
                .map(Unwinding.Ask::market)
                .distinct()
                .sorted()
                .toList();
        List<Fact.Unwind> unwinds = Unwinding.fills(talk.asked(), talk.fund(), byMarket(asked, answers));
        if (unwinds.isEmpty()) {
            return close(talk.frame(), talk.cut());
        }
        PassPlanner.Prices prices = PassPlanner.Prices.of(talk.markets());
        int pass = state.tick == talk.frame().tick() ? state.pass : 0;
        return writes(
                talk.frame().pending(),
                new Fact.PassSettled(
                        talk.frame().tick(),
                        pass + 1,
                        prices.index(),
                        prices.mark(),
                        prices.previousMark(),
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        unwinds,
                        List.of(),
                        List.of(),
                        List.of(),
                        0,
                        0));
    }

    private Turn<RunEvent, Talk> close(Frame frame, boolean cut) {
        return venue.hasDebt() ? debt.closing(frame, cut) : closeBooks(frame, cut, null);
    }

    private Turn<RunEvent, Talk> closeBooks(Frame frame, boolean cut, @Nullable DebtHoldings holdings) {
        List<ChildRead> reads = new ArrayList<>(requests.markets(new MarketQuery.At(frame.tick())));
        reads.addAll(requests.engines(new MarginQuery.Totals()));
        reads.add(new ChildRead(venue.fund(), new FundQuery.View()));
        return new Reads<>(new Talk.Close(frame, cut, holdings), reads);
    }

    private Turn<RunEvent, Talk> closed(RunState state, Talk.Close talk, List<Answer> answers) {
        int markets = venue.markets() + venue.assets();
        TableTotals totals = TableTotals.none(venue.markets(), venue.assets());
        for (Answer answer : answers.subList(markets, answers.size() - 1)) {
            totals = totals.plus(((MarginAnswer.Totals) answer).totals());
        }
        InsuranceFund fund = ((FundAnswer.View) answers.getLast()).fund();
        boolean sameTick = state.tick == talk.frame().tick();
        return closeWith(
                state,
                talk.frame(),
                talk.cut(),
                talk.debt(),
                sameTick ? state.pass : 0,
                ats(answers.subList(0, markets)),
                fund,
                totals);
    }

    private Turn<RunEvent, Talk> closeWith(
            RunState state,
            Frame frame,
            boolean cut,
            @Nullable DebtHoldings debtHoldings,
            int passes,
            List<MarketAnswer.At> markets,
            InsuranceFund fund,
            TableTotals totals) {
        boolean sameTick = state.tick == frame.tick();
        Fact.TickClosed open = TickClose.of(
                venue, frame.tick(), markets, fund, totals, sameTick ? state : null, state.openBadDebt, passes, cut);
        Fact.RunOpened opened = state.opened;
        Books.Opening opening = state.opening;
        if (opened == null || opening == null) {
            throw new IllegalStateException("a tick before the opening");
        }
        List<Fact> tickFacts = sameTick ? state.tickFacts : List.of();
        check.check(new Books(
                venue, opened, opening, frame.previous(), tickFacts, open, totals, markets, fund, debtHoldings));
        String digest = FactDigest.chain(frame.digest(), open, venue);
        Fact.TickClosed close = TickClose.withDigest(open, digest);
        List<Fact> pending = new ArrayList<>(frame.pending());
        pending.add(close);
        return next(new Frame(frame.tick() + 1, pending, digest, close));
    }

    private Turn<RunEvent, Talk> next(Frame frame) {
        if (frame.tick() > venue.scenario().ticks()) {
            return new Reads<>(new Talk.Fingerprints(frame), requests.engines(new MarginQuery.Fingerprints()));
        }
        return frame.pending().size() >= CHECKPOINT
                ? new Writes<>(new RunEvent.Advanced(frame.pending()))
                : startTick(frame);
    }

    private Turn<RunEvent, Talk> ended(Talk.Fingerprints talk, List<Answer> answers) {
        long[] sums = new long[2];
        for (Answer answer : answers) {
            MarginAnswer.Fingerprints part = (MarginAnswer.Fingerprints) answer;
            sums[0] += part.sums()[0];
            sums[1] += part.sums()[1];
        }
        String table = hex(sums);
        String digest = FactDigest.chain(talk.frame().digest(), new Fact.RunClosed(table, ""), venue);
        return writes(talk.frame().pending(), new Fact.RunClosed(table, digest));
    }

    // requests

    private static Turn<RunEvent, Talk> writes(List<Fact> pending, Fact last) {
        return new Writes<>(RunEvent.Advanced.by(pending, last));
    }

    private static List<MarketAnswer.At> ats(List<Answer> answers) {
        return answers.stream().map(MarketAnswer.At.class::cast).toList();
    }
}
