package io.backstop.simulation;

import io.backstop.account.Account;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.kernel.Workflow.Reads;
import io.backstop.kernel.Workflow.Turn;
import io.backstop.kernel.Workflow.Writes;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolAnswer;
import io.backstop.lending.book.PoolQuery;
import io.backstop.lending.engine.LendingAnswer;
import io.backstop.lending.engine.LendingQuery;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.engine.LendingView;
import io.backstop.lending.pass.BorrowerPlans;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.lending.pass.LendingPass;
import io.backstop.lending.pass.LendingPlan;
import io.backstop.lending.pass.PassInput;
import io.backstop.lending.pass.Redemptions;
import io.backstop.margin.MarginAnswer;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketQuery;
import io.backstop.party.RegisterAnswer;
import io.backstop.party.RegisterQuery;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.TokenSpec;
import io.backstop.simulation.DebtTalk.Then;
import io.backstop.simulation.PassPlanner.Prices;
import io.backstop.simulation.RunState.DebtStage;
import io.backstop.simulation.Talk.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a tick that belongs to lending protocols and parties (economics section 4): declared flows, borrowers, liquidations,
 * clearing, withdrawals, estates. Each part is planned by reads and settled in one writing step; then the run comes back here.
 */
final class DebtPhases {
    /** Networks of so many parties are written down in every tick. */
    private static final int SMALL = 64;

    private final Venue venue;
    private final DebtSpec spec;
    private final Perpetuals perpetuals;
    private final Oracles oracles;
    private final PartyAccounts accounts;
    private final Hedges hedges;
    private final Requests requests;
    private final boolean needsNav;

    /** What the run does for the venue. */
    interface Perpetuals {
        /** The next pass of the venue. */
        Turn<RunEvent, Talk> scan(Frame frame, int pass, Prices prices);

        /** Inventories unwind, then the close. */
        Turn<RunEvent, Talk> unwind(Frame frame, boolean cut);

        /** The close of the tick. */
        Turn<RunEvent, Talk> close(Frame frame, boolean cut, DebtHoldings holdings);
    }

    DebtPhases(Venue venue, Perpetuals perpetuals) {
        this.venue = venue;
        this.spec = venue.scenario().debt();
        this.perpetuals = perpetuals;
        this.oracles = new Oracles(venue);
        this.accounts = new PartyAccounts(venue);
        this.hedges = new Hedges(venue);
        this.requests = new Requests(venue);
        this.needsNav = spec.tokens().stream()
                .map(TokenSpec::marginPrice)
                .anyMatch(oracle -> !oracle.equals(OracleSpec.MARKET));
    }

    Turn<RunEvent, Talk> proceed(RunState state, DebtTalk conversation, List<Answer> answers) {
        return switch (conversation) {
            case DebtTalk.Opening talk -> opened(answers);
            case DebtTalk.Flows talk -> flowed(talk, answers);
            case DebtTalk.HedgeMargins talk -> hedgeMargins(state, talk, answers);
            case DebtTalk.PlanPools talk -> planPools(state, talk, answers);
            case DebtTalk.PlanAccounts talk -> planAccounts(state, talk, answers);
            case DebtTalk.Books talk -> books(state, talk, answers);
            case DebtTalk.Verified talk -> verified(state, talk, answers);
            case DebtTalk.Unhealthy talk -> unhealthy(state, talk, answers);
            case DebtTalk.Quotes talk -> quoted(state, talk, answers);
            case DebtTalk.RedemptionPools talk -> redemptionPools(state, talk, answers);
            case DebtTalk.Suppliers talk -> suppliers(state, talk, answers);
            case DebtTalk.Totals talk -> close(state, talk, answers);
            case DebtTalk.Marks talk -> read(talk.frame(), prices(answers), Then.LENDING, false);
            case DebtTalk.CloseMarkets talk -> read(talk.frame(), prices(answers), Then.CLOSE, talk.cut());
        };
    }

    // opening

    /** Asks for the opening tables. */
    Turn<RunEvent, Talk> opening() {
        List<ChildRead> reads = new ArrayList<>();
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            reads.addAll(requests.lendingEngines(protocol, new LendingQuery.Opening()));
        }
        reads.addAll(requests.registers(new RegisterQuery.Totals()));
        return reading(new DebtTalk.Opening(), reads);
    }

    private Turn<RunEvent, Talk> opened(List<Answer> answers) {
        int partitions = venue.partitioning().count();
        long[] fingerprints = new long[2];
        List<DebtFact.ProtocolOpening> protocols = new ArrayList<>();
        int next = 0;
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            LendingTotals totals =
                    LendingTotals.none(venue.lending().get(protocol).count());
            for (int partition = 0; partition < partitions; partition++) {
                LendingAnswer.Opening opening = (LendingAnswer.Opening) answers.get(next++);
                totals = totals.plus(opening.totals());
                add(fingerprints, opening.fingerprints());
            }
            protocols.add(DebtClose.opening(venue, protocol, totals));
        }
        RegisterAnswer.Totals parties = registers(answers.subList(next, answers.size()));
        add(fingerprints, parties.fingerprints());
        long debts = 0;
        for (int place = 0; place < venue.network().debts(); place++) {
            debts = Math.addExact(debts, venue.network().debt(place).amount());
        }
        HexFormat hex = HexFormat.of();
        return writes(
                List.of(),
                new DebtFact.DebtOpened(
                        protocols,
                        parties.parties(),
                        parties.cash(),
                        parties.units(),
                        debts,
                        hex.toHexDigits(fingerprints[0]) + hex.toHexDigits(fingerprints[1])));
    }

    private static void add(long[] sums, long[] more) {
        sums[0] += more[0];
        sums[1] += more[1];
    }

    // the order of a tick

    /** Goes on with the tick, once its marks are known. */
    Turn<RunEvent, Talk> next(RunState state, Frame frame, Prices prices) {
        return from(isNow(state, frame) ? state.debtStage : DebtStage.FLOWS, state, frame, prices);
    }

    private Turn<RunEvent, Talk> from(DebtStage stage, RunState state, Frame frame, Prices prices) {
        return switch (stage) {
            case FLOWS ->
                dueFlows(frame.tick()).isEmpty()
                        ? from(DebtStage.PLANS, state, frame, prices)
                        : reading(new DebtTalk.Flows(frame, prices), requests.registers(new RegisterQuery.Changed()));
            case PLANS ->
                hasBands()
                        ? reading(new DebtTalk.PlanPools(frame, prices), pools(frame))
                        : from(DebtStage.PASS, state, frame, prices);
            case PASS -> pass(state, frame, prices);
            case REDEMPTIONS ->
                venue.lending().isEmpty()
                        ? from(DebtStage.TOKENS, state, frame, prices)
                        : reading(new DebtTalk.RedemptionPools(frame, prices), pools(frame));
            case TOKENS ->
                redeemed(frame).isEmpty()
                        ? from(DebtStage.ESTATES, state, frame, prices)
                        : read(frame, prices, Then.TOKENS, false);
            case ESTATES ->
                state.defaults.isEmpty()
                        ? perpetuals.unwind(frame, isCut(state, frame))
                        : read(frame, prices, Then.ESTATES, false);
            case DONE -> perpetuals.unwind(frame, isCut(state, frame));
        };
    }

    private static boolean isNow(RunState state, Frame frame) {
        return state.tick == frame.tick();
    }

    private static int debtPass(RunState state, Frame frame) {
        return isNow(state, frame) ? state.debtPass : 0;
    }

    private static int venuePass(RunState state, Frame frame) {
        return isNow(state, frame) ? state.pass : 0;
    }

    private boolean isCut(RunState state, Frame frame) {
        int most = venue.scenario().maxPasses();
        return debtPass(state, frame) >= most || venuePass(state, frame) >= most;
    }

    private Turn<RunEvent, Talk> pass(RunState state, Frame frame, Prices prices) {
        if (isCut(state, frame)) {
            return from(DebtStage.REDEMPTIONS, state, frame, prices);
        }
        return needsNav
                ? read(frame, prices, Then.PASS, false)
                : perpetuals.scan(frame, venuePass(state, frame) + 1, prices);
    }

    /** The venue has nothing to do in this pass; now the lending protocols. */
    Turn<RunEvent, Talk> afterVenue(Frame frame, Prices prices) {
        // the venue's prices may hold margin prices of tokens in place of their marks
        return needsNav ? reading(new DebtTalk.Marks(frame), marks(frame)) : read(frame, prices, Then.LENDING, false);
    }

    /** The close of a tick begins with what lending protocols and parties hold. */
    Turn<RunEvent, Talk> closing(Frame frame, boolean cut) {
        return reading(new DebtTalk.CloseMarkets(frame, cut), marks(frame));
    }

    private List<ChildRead> marks(Frame frame) {
        return requests.markets(new MarketQuery.At(frame.tick()));
    }

    private static Prices prices(List<Answer> answers) {
        return Prices.of(answers.stream().map(MarketAnswer.At.class::cast).toList());
    }

    private long now(Frame frame) {
        return Math.multiplyExact(frame.tick(), venue.scenario().tickMillis());
    }

    // declared flows

    private List<DebtSpec.FlowSpec> dueFlows(long tick) {
        long tickMillis = venue.scenario().tickMillis();
        return spec.flows().stream()
                .filter(flow -> Math.ceilDiv(flow.atMillis(), tickMillis) == tick)
                .toList();
    }

    /** A loss takes what cash there is. */
    private Turn<RunEvent, Talk> flowed(DebtTalk.Flows talk, List<Answer> answers) {
        Map<Integer, Long> cash = new TreeMap<>();
        for (Answer answer : answers) {
            ((RegisterAnswer.Changed) answer).parties().forEach(party -> cash.put(party.number(), party.cash()));
        }
        List<DebtFact.Flow> flows = new ArrayList<>();
        for (DebtSpec.FlowSpec flow : dueFlows(talk.frame().tick())) {
            int party = venue.network().find(flow.party());
            long held = cash.getOrDefault(party, venue.network().opening(party).cash());
            long amount = Math.max(flow.amount(), -held);
            cash.put(party, Math.addExact(held, amount));
            flows.add(new DebtFact.Flow(party, amount, flow.amount(), flow.reason()));
        }
        return writes(
                talk.frame().pending(),
                DebtFact.PartiesSettled.ofFlows(talk.frame().tick(), flows));
    }

    // borrowers: what was seen at the close of the tick before

    private boolean hasBands() {
        return spec.lending().stream()
                .anyMatch(protocol -> protocol.populations().stream().anyMatch(p -> p.band() != null));
    }

    private long[] pricesBefore(int protocol, RunState state, Frame frame) {
        return oracles.prices(protocol, oracles.before(state, frame));
    }

    private List<ChildRead> outsideBands(RunState state, Frame frame, List<LendingPool> pools) {
        List<ChildRead> reads = new ArrayList<>();
        for (int protocol = 0; protocol < pools.size(); protocol++) {
            reads.addAll(requests.lendingEngines(
                    protocol,
                    new LendingQuery.OutsideBand(view(pools.get(protocol), pricesBefore(protocol, state, frame)))));
        }
        return reads;
    }

    private static LendingView view(LendingPool pool, long[] prices) {
        return new LendingView(pool.supplyIndexes(), pool.borrowIndexes(), prices);
    }

    private Turn<RunEvent, Talk> planPools(RunState state, DebtTalk.PlanPools talk, List<Answer> answers) {
        List<LendingPool> pools = poolsOf(answers);
        return reading(
                new DebtTalk.PlanAccounts(talk.frame(), talk.prices(), pools),
                outsideBands(state, talk.frame(), pools));
    }

    private Turn<RunEvent, Talk> planAccounts(RunState state, DebtTalk.PlanAccounts talk, List<Answer> answers) {
        List<PassInput> inputs = new ArrayList<>();
        for (int protocol = 0; protocol < talk.pools().size(); protocol++) {
            inputs.add(input(
                    protocol,
                    talk.frame(),
                    0,
                    talk.pools().get(protocol),
                    pricesBefore(protocol, state, talk.frame()),
                    found(protocol, answers)));
        }
        List<Hedges.Need> needs = hedges.needs(inputs);
        DebtTalk.HedgeMargins margins = new DebtTalk.HedgeMargins(talk.frame(), talk.prices(), inputs, needs);
        return needs.isEmpty() ? hedgeMargins(state, margins, List.of()) : reading(margins, hedges.reads(needs));
    }

    private Turn<RunEvent, Talk> hedgeMargins(RunState state, DebtTalk.HedgeMargins talk, List<Answer> answers) {
        TreeMap<Long, Account> accounts = new TreeMap<>();
        for (Answer answer : answers) {
            ((MarginAnswer.Accounts) answer).accounts().forEach(account -> accounts.put(account.key(), account));
        }
        List<DebtFact.HedgePayment> payments = hedges.payments(
                talk.needs(),
                accounts,
                Arrays.copyOf(talk.prices().previousMark(), venue.markets()),
                marginPrices(oracles.before(state, talk.frame())));
        List<LendingPlan> plans = new ArrayList<>();
        for (int protocol = 0; protocol < talk.inputs().size(); protocol++) {
            plans.add(new BorrowerPlans(talk.inputs().get(protocol), Hedges.deposits(protocol, payments)));
        }
        return trade(state, talk.frame(), talk.prices(), DebtFact.Phase.PLANS, payments, plans);
    }

    private PassInput input(
            int protocol, Frame frame, int pass, LendingPool pool, long[] prices, List<LendingAccount> found) {
        return new PassInput(
                venue.lending().get(protocol),
                venue.scenario().seed(),
                frame.tick(),
                pass,
                now(frame),
                pool,
                prices,
                venue.assets(),
                found,
                venue.lendingOpenings(protocol));
    }

    // trading in spot markets

    private Turn<RunEvent, Talk> trade(
            RunState state,
            Frame frame,
            Prices prices,
            DebtFact.Phase phase,
            List<DebtFact.HedgePayment> paid,
            List<LendingPlan> plans) {
        SpotTrading trading = SpotTrading.of(plans, venue.assets());
        DebtTalk.Quotes talk = new DebtTalk.Quotes(frame, prices, phase, paid, plans, trading);
        return trading.asked().isEmpty()
                ? quoted(state, talk, List.of())
                : reading(talk, trading.reads(venue, frame.tick()));
    }

    private Turn<RunEvent, Talk> quoted(RunState state, DebtTalk.Quotes talk, List<Answer> answers) {
        List<List<Execution>> shares = talk.trading().shares(answers, venue.assets());
        List<LendingOutcome> outcomes = new ArrayList<>();
        for (int protocol = 0; protocol < talk.plans().size(); protocol++) {
            LendingOutcome outcome = talk.plans().get(protocol).outcome(shares.get(protocol));
            if (!outcome.isEmpty()) {
                outcomes.add(outcome);
            }
        }
        DebtStage then = talk.phase() == DebtFact.Phase.PLANS ? DebtStage.PASS : DebtStage.REDEMPTIONS;
        return outcomes.isEmpty()
                ? from(then, state, talk.frame(), talk.prices())
                : settled(state, talk.frame(), talk.prices(), talk.phase(), talk.hedges(), outcomes);
    }

    private Turn<RunEvent, Talk> settled(
            RunState state,
            Frame frame,
            Prices prices,
            DebtFact.Phase phase,
            List<DebtFact.HedgePayment> paid,
            List<LendingOutcome> outcomes) {
        int pass = phase == DebtFact.Phase.LIQUIDATIONS ? debtPass(state, frame) + 1 : 0;
        return writes(
                frame.pending(),
                new DebtFact.LendingSettled(frame.tick(), pass, phase, assetsOf(prices.mark()), paid, outcomes));
    }

    // clearing

    private Turn<RunEvent, Talk> read(Frame frame, Prices prices, Then then, boolean cut) {
        List<ChildRead> reads = new ArrayList<>(pools(frame));
        if (spec.clears()) {
            reads.addAll(requests.registers(new RegisterQuery.Changed()));
            reads.addAll(accounts.reads());
        }
        return reading(new DebtTalk.Books(frame, prices, then, cut), reads);
    }

    private Turn<RunEvent, Talk> books(RunState state, DebtTalk.Books talk, List<Answer> answers) {
        int protocols = venue.lending().size();
        List<LendingPool> pools = poolsOf(answers.subList(0, protocols));
        if (!spec.clears()) {
            return go(state, talk, new DebtBooks(pools, null, noNavs()));
        }
        int registers = protocols + venue.partitioning().count();
        List<RegisterAnswer.Changed> changed = answers.subList(protocols, registers).stream()
                .map(RegisterAnswer.Changed.class::cast)
                .toList();
        long[] assetMarks = assetsOf(talk.prices().mark());
        long[] equities = accounts.equities(
                answers.subList(registers, answers.size()),
                pools,
                Arrays.copyOf(talk.prices().mark(), venue.markets()),
                assetMarks,
                oracles.before(state, talk.frame()).now().nav());
        DebtClearing clearing = new DebtClearing(venue.network(), changed, assetMarks, equities);
        DebtBooks books = new DebtBooks(pools, clearing, clearing.navs());
        boolean mustVerify = talk.then() == Then.CLOSE || clearing.hasNewDefaults();
        return mustVerify ? verify(talk, books, clearing) : go(state, talk, books);
    }

    private Turn<RunEvent, Talk> verify(DebtTalk.Books talk, DebtBooks books, DebtClearing clearing) {
        int partitions = venue.partitioning().count();
        RegisterQuery.Claims claims = clearing.claims();
        List<ChildRead> reads = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            reads.add(new ChildRead(
                    venue.register(partition),
                    new RegisterQuery.Verify(clearing.outsideOf(partition, partitions), claims)));
        }
        return reading(new DebtTalk.Verified(talk, books), reads);
    }

    /**
     * Every party has checked its own line of the clearing map.
     *
     * @throws InvariantBroken if one finds a residual
     */
    private Turn<RunEvent, Talk> verified(RunState state, DebtTalk.Verified talk, List<Answer> answers) {
        for (Answer answer : answers) {
            RegisterAnswer.Verified verified = (RegisterAnswer.Verified) answer;
            if (verified.residuals() > 0) {
                throw new InvariantBroken(
                        talk.books().frame().tick(),
                        "clearing",
                        "I10",
                        "parties that find their clearing equation false, the first "
                                + venue.network().name(verified.first()),
                        verified.residuals());
            }
        }
        return go(state, talk.books(), talk.held());
    }

    private long[] noNavs() {
        long[] navs = new long[venue.assets()];
        Arrays.fill(navs, -1);
        return navs;
    }

    private Turn<RunEvent, Talk> go(RunState state, DebtTalk.Books talk, DebtBooks books) {
        Frame frame = talk.frame();
        if (talk.then() == Then.PASS || talk.then() == Then.LENDING) {
            DebtFact.PartiesSettled defaults = defaults(state, frame, books.clearing());
            if (defaults != null) {
                return writes(frame.pending(), defaults);
            }
        }
        return switch (talk.then()) {
            case PASS ->
                perpetuals.scan(
                        frame, venuePass(state, frame) + 1, withMarginPrices(state, frame, talk.prices(), books.nav()));
            case LENDING -> scan(state, talk, books);
            case TOKENS -> tokens(state, talk, books);
            case ESTATES -> estates(state, frame, talk.prices(), books.clearing());
            case CLOSE -> totals(talk, books);
        };
    }

    private DebtFact.@Nullable PartiesSettled defaults(RunState state, Frame frame, @Nullable DebtClearing clearing) {
        return clearing == null ? null : clearing.defaults(frame.tick(), debtPass(state, frame) + 1, state.hops);
    }

    /** The venue's margin test may value receipt tokens otherwise than their market does. */
    private Prices withMarginPrices(RunState state, Frame frame, Prices prices, long[] navs) {
        long[] marks = prices.mark().clone();
        long[] seen = marginPrices(Oracles.at(state, frame, assetsOf(marks), navs));
        System.arraycopy(seen, 0, marks, venue.markets(), seen.length);
        return new Prices(prices.index(), marks, prices.previousMark());
    }

    private long[] marginPrices(Oracles.Sight sight) {
        long[] prices = sight.now().mark().clone();
        for (TokenSpec token : spec.tokens()) {
            long price = oracles.price(token.marginPrice(), token.asset(), sight);
            prices[token.asset()] = price == LendingView.NO_PRICE ? prices[token.asset()] : price;
        }
        return prices;
    }

    // liquidations

    private Turn<RunEvent, Talk> scan(RunState state, DebtTalk.Books talk, DebtBooks books) {
        if (venue.lending().isEmpty()) {
            return from(DebtStage.REDEMPTIONS, state, talk.frame(), talk.prices());
        }
        List<ChildRead> reads = new ArrayList<>();
        for (int protocol = 0; protocol < books.pools().size(); protocol++) {
            long[] prices = pricesNow(protocol, state, talk.frame(), talk.prices(), books.nav());
            LendingPool pool = books.pools().get(protocol);
            reads.addAll(requests.lendingEngines(
                    protocol,
                    LendingPass.wantsBorrowers(venue.lending().get(protocol), pool, now(talk.frame()))
                            ? new LendingQuery.Borrowers()
                            : new LendingQuery.Unhealthy(view(pool, prices))));
        }
        return reading(new DebtTalk.Unhealthy(talk.frame(), talk.prices(), books), reads);
    }

    private long[] pricesNow(int protocol, RunState state, Frame frame, Prices prices, long[] navs) {
        return oracles.prices(protocol, Oracles.at(state, frame, assetsOf(prices.mark()), navs));
    }

    private Turn<RunEvent, Talk> unhealthy(RunState state, DebtTalk.Unhealthy talk, List<Answer> answers) {
        List<LendingPlan> plans = new ArrayList<>();
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            plans.add(new LendingPass(input(
                    protocol,
                    talk.frame(),
                    debtPass(state, talk.frame()) + 1,
                    talk.books().pools().get(protocol),
                    pricesNow(
                            protocol,
                            state,
                            talk.frame(),
                            talk.prices(),
                            talk.books().nav()),
                    found(protocol, answers))));
        }
        return trade(state, talk.frame(), talk.prices(), DebtFact.Phase.LIQUIDATIONS, List.of(), plans);
    }

    // withdrawals

    private Turn<RunEvent, Talk> redemptionPools(RunState state, DebtTalk.RedemptionPools talk, List<Answer> answers) {
        List<LendingPool> pools = poolsOf(answers);
        List<Integer> concerned = new ArrayList<>();
        List<ChildRead> reads = new ArrayList<>();
        for (int protocol = 0; protocol < pools.size(); protocol++) {
            boolean[] at = Redemptions.concerned(venue.lending().get(protocol), pools.get(protocol));
            boolean any = false;
            for (boolean reserve : at) {
                any |= reserve;
            }
            if (any) {
                concerned.add(protocol);
                reads.addAll(requests.lendingEngines(protocol, new LendingQuery.Suppliers(at)));
            }
        }
        return concerned.isEmpty()
                ? from(DebtStage.TOKENS, state, talk.frame(), talk.prices())
                : reading(new DebtTalk.Suppliers(talk.frame(), talk.prices(), pools, concerned), reads);
    }

    private Turn<RunEvent, Talk> suppliers(RunState state, DebtTalk.Suppliers talk, List<Answer> answers) {
        List<LendingOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < talk.protocols().size(); i++) {
            int protocol = talk.protocols().get(i);
            long[] noPrices = new long[venue.lending().get(protocol).count()];
            LendingOutcome outcome = new Redemptions(
                            input(protocol, talk.frame(), 0, talk.pools().get(protocol), noPrices, found(i, answers)))
                    .outcome();
            if (!outcome.isEmpty()) {
                outcomes.add(outcome);
            }
        }
        return outcomes.isEmpty()
                ? from(DebtStage.TOKENS, state, talk.frame(), talk.prices())
                : settled(state, talk.frame(), talk.prices(), DebtFact.Phase.REDEMPTIONS, List.of(), outcomes);
    }

    // redemptions of tokens

    /** Tokens that holders give back in a tick. */
    private List<TokenSpec> redeemed(Frame frame) {
        return spec.tokens().stream()
                .filter(token -> {
                    TokenSpec.RedemptionSpec redemption = token.redemption();
                    return redemption != null && redemption.fromMillis() <= now(frame);
                })
                .toList();
    }

    private Turn<RunEvent, Talk> tokens(RunState state, DebtTalk.Books talk, DebtBooks books) {
        Frame frame = talk.frame();
        DebtClearing clearing = books.clearing();
        List<DebtFact.TokenRedemption> redemptions = new ArrayList<>();
        Oracles.Sight sight = Oracles.at(state, frame, assetsOf(talk.prices().mark()), books.nav());
        for (TokenSpec token : redeemed(frame)) {
            TokenSpec.RedemptionSpec rules = token.redemption();
            long price = rules == null ? 0 : oracles.price(rules.price(), token.asset(), sight);
            if (rules != null && clearing != null && price > 0) {
                redemptions.addAll(clearing.redemptions(token, rules, price, heldByPublic(state, token)));
            }
        }
        return redemptions.isEmpty()
                ? from(DebtStage.ESTATES, state, frame, talk.prices())
                : writes(frame.pending(), DebtFact.PartiesSettled.ofRedemptions(frame.tick(), redemptions));
    }

    /** Units that the public held at time zero, less what it redeemed; what it buys from accounts it keeps. */
    private static long heldByPublic(RunState state, TokenSpec token) {
        Fact.RunOpened opened = state.opened;
        DebtFact.DebtOpened debtOpened = state.debtOpened;
        if (opened == null || debtOpened == null) {
            throw new IllegalStateException("a redemption before the opening");
        }
        long held =
                token.supply() - opened.collateral()[token.asset()] - debtOpened.partyUnits()[token.asset()];
        for (DebtFact.ProtocolOpening protocol : debtOpened.protocols()) {
            held -= protocol.units()[token.asset()];
        }
        return held - state.redeemedByPublic.getOrDefault(token.asset(), 0L);
    }

    // estates

    private Turn<RunEvent, Talk> estates(RunState state, Frame frame, Prices prices, @Nullable DebtClearing clearing) {
        List<DebtFact.EstatePayment> payments = clearing == null ? List.of() : clearing.estatePayments(state.defaults);
        return payments.isEmpty()
                ? from(DebtStage.DONE, state, frame, prices)
                : writes(frame.pending(), DebtFact.PartiesSettled.ofEstates(frame.tick(), payments));
    }

    // the close

    private Turn<RunEvent, Talk> totals(DebtTalk.Books talk, DebtBooks books) {
        List<ChildRead> reads = new ArrayList<>();
        for (int protocol = 0; protocol < books.pools().size(); protocol++) {
            reads.addAll(requests.lendingEngines(protocol, new LendingQuery.Totals()));
        }
        reads.addAll(requests.registers(new RegisterQuery.Totals()));
        return reading(new DebtTalk.Totals(talk, books), reads);
    }

    private Turn<RunEvent, Talk> close(RunState state, DebtTalk.Totals talk, List<Answer> answers) {
        Frame frame = talk.books().frame();
        Prices marks = talk.books().prices();
        List<long[]> prices = new ArrayList<>();
        for (int protocol = 0; protocol < talk.held().pools().size(); protocol++) {
            prices.add(pricesNow(protocol, state, frame, marks, talk.held().nav()));
        }
        boolean inFull = venue.network().parties() <= SMALL
                || frame.tick() == venue.scenario().ticks();
        DebtFact.DebtClosed closed = DebtClose.of(
                venue,
                frame.tick(),
                assetsOf(marks.index()),
                assetsOf(marks.mark()),
                talk.held(),
                prices,
                state.defaults,
                inFull,
                debtPass(state, frame));
        List<Fact> pending = new ArrayList<>(frame.pending());
        pending.add(closed);
        String digest = FactDigest.chain(frame.digest(), closed, venue);
        return perpetuals.close(
                new Frame(frame.tick(), pending, digest, frame.previous()),
                talk.books().cut(),
                holdings(state, talk.held(), closed, answers));
    }

    private DebtHoldings holdings(RunState state, DebtBooks held, DebtFact.DebtClosed closed, List<Answer> answers) {
        DebtFact.DebtOpened opened = state.debtOpened;
        if (opened == null) {
            throw new IllegalStateException("a tick before the opening of the debts");
        }
        int partitions = venue.partitioning().count();
        List<LendingTotals> totals = new ArrayList<>();
        int next = 0;
        for (int protocol = 0; protocol < held.pools().size(); protocol++) {
            LendingTotals sum = LendingTotals.none(venue.lending().get(protocol).count());
            for (int partition = 0; partition < partitions; partition++) {
                sum = sum.plus(((LendingAnswer.Totals) answers.get(next++)).totals());
            }
            totals.add(sum);
        }
        RegisterAnswer.Totals parties = registers(answers.subList(next, answers.size()));
        return new DebtHoldings(opened, held.pools(), totals, parties.cash(), parties.units(), closed);
    }

    private RegisterAnswer.Totals registers(List<Answer> answers) {
        return RegisterAnswer.Totals.of(
                answers.stream().map(RegisterAnswer.Totals.class::cast).toList(), venue.assets());
    }

    // requests and answers

    private long[] assetsOf(long[] prices) {
        return Arrays.copyOfRange(prices, venue.markets(), prices.length);
    }

    private List<ChildRead> pools(Frame frame) {
        return requests.pools(new PoolQuery.View(now(frame)));
    }

    private static List<LendingPool> poolsOf(List<Answer> answers) {
        List<LendingPool> pools = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer instanceof PoolAnswer.View view) {
                pools.add(view.pool());
            }
        }
        return pools;
    }

    /** The accounts that the engines of the i-th of the protocols asked found. */
    private List<LendingAccount> found(int i, List<Answer> answers) {
        int count = venue.partitioning().count();
        List<LendingAccount> accounts = new ArrayList<>();
        for (Answer answer : answers.subList(i * count, (i + 1) * count)) {
            accounts.addAll(((LendingAnswer.Found) answer).accounts());
        }
        return accounts;
    }

    private static Turn<RunEvent, Talk> reading(DebtTalk talk, List<ChildRead> reads) {
        return new Reads<>(new Talk.Debt(talk), reads);
    }

    private static Turn<RunEvent, Talk> writes(List<Fact> pending, Fact last) {
        return new Writes<>(RunEvent.Advanced.by(pending, last));
    }
}
