package io.backstop.simulation;

import io.backstop.account.Account;
import io.backstop.account.BankruptcyValue;
import io.backstop.account.Position;
import io.backstop.account.RiskOrder;
import io.backstop.account.Trade;
import io.backstop.adl.AdlAnswer;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlEligibility;
import io.backstop.adl.AdlMatching;
import io.backstop.adl.AdlQuery;
import io.backstop.adl.AdlRanking;
import io.backstop.insurance.FundAnswer;
import io.backstop.insurance.FundDelta;
import io.backstop.insurance.FundQuery;
import io.backstop.insurance.InsuranceFund;
import io.backstop.margin.BreachedAccount;
import io.backstop.margin.MarginQuery;
import io.backstop.market.MarketAnswer;
import io.backstop.model.FixedPoint;
import io.backstop.model.LargestRemainder;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Layer;
import io.backstop.simulation.Fact.Party;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.Fact.Payment;
import io.backstop.simulation.Fact.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans one pass of a tick's waterfall, in the order of economics section 2: takeovers by the vault, orders to the book, the
 * venue's gate, the insurance fund, auto-deleveraging, and what is left. It only plans; the run settles all of it in one step.
 *
 * <p>Used once, by one conversation of the run: construct, then {@link #orders}, {@link #fill}, {@link #claims}, {@link #grant},
 * {@link #toSocialise}, {@link #needs}, {@link #deleverage}, {@link #finish} in this order.
 */
final class PassPlanner {
    /** The vault among estates: before accounts of the same size. */
    static final long VAULT_KEY = -1;

    private final Venue venue;
    private final VenueSpec rules;
    private final long tick;
    private final int pass;
    private final Prices prices;
    private final InsuranceFund fund;
    private final Set<Long> triggeredBefore;
    private final TreeSet<Long> triggeredNow = new TreeSet<>();

    private final List<Estate> bankrupt = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Estate> debtors = new ArrayList<>();
    private final List<Estate> estates = new ArrayList<>();
    private final List<PendingClaim> pendingClaims = new ArrayList<>();
    private final List<AdlLeg> adlLegs = new ArrayList<>();
    private final List<Position> vaultInventory;

    private final List<Fact.Liquidation> liquidations = new ArrayList<>();
    private final List<Fact.Deleveraging> deleveragings = new ArrayList<>();
    private final List<Fact.CollateralSale> collateralSales = new ArrayList<>();
    private final List<Fact.Deficit> deficits = new ArrayList<>();
    private final List<Fact.Transfer> transfers = new ArrayList<>();
    private final List<Fact.Triggered> triggered = new ArrayList<>();
    private final int breached;
    private boolean vaultFull;
    private long vaultNotional;
    private long fundPaid;
    private int ties;
    private long levyLeft;
    private long parentLeft;

    /**
     * Prices of a tick.
     *
     * @param index of each market, then of each asset
     * @param mark of the same, frozen
     * @param previousMark of the same
     */
    record Prices(long[] index, long[] mark, long[] previousMark) {
        /** What all markets and spot markets say. */
        static Prices of(List<MarketAnswer.At> markets) {
            return new Prices(
                    markets.stream().mapToLong(MarketAnswer.At::index).toArray(),
                    markets.stream().mapToLong(MarketAnswer.At::mark).toArray(),
                    markets.stream().mapToLong(MarketAnswer.At::previousMark).toArray());
        }
    }

    /** A leg sent to the book; {@code size} is positive, and so is what is filled of it. */
    private static final class Order {
        final Estate estate;
        final int market;
        final boolean sells;
        final long size;
        final long coolDownUntil;
        long filled;
        /** Offered by the book, if the fund tops it up. */
        long claimed;

        Order(Estate estate, int market, boolean sells, long size, long coolDownUntil) {
            this.estate = estate;
            this.market = market;
            this.sells = sells;
            this.size = size;
            this.coolDownUntil = coolDownUntil;
        }
    }

    /** A claim on the fund and what it decides. */
    private sealed interface PendingClaim {}

    /** A fill that lacks so much of its bankruptcy value. */
    private record ClaimedFill(Order order, long size, long consideration, long lack) implements PendingClaim {}

    private record ClaimedLeg(Estate estate, int market, long size, long value) implements PendingClaim {}

    private record ClaimedDeficit(Estate estate) implements PendingClaim {}

    /** A leg for ADL; estate null is the vault. {@code value} is signed as the size. */
    private record AdlLeg(@Nullable Estate estate, int market, long size, long value) {}

    PassPlanner(
            Venue venue,
            long tick,
            int pass,
            Prices prices,
            List<BreachedAccount> breachedAccounts,
            InsuranceFund fund,
            Set<Long> triggeredBefore) {
        this.venue = venue;
        this.rules = venue.scenario().venue();
        this.tick = tick;
        this.pass = pass;
        this.prices = prices;
        this.fund = fund;
        this.triggeredBefore = triggeredBefore;
        this.vaultInventory = new ArrayList<>(fund.vaultInventory());
        this.vaultNotional = InsuranceFund.notional(vaultInventory, prices.mark());
        this.levyLeft = fund.levy();
        this.parentLeft = fund.parent();
        this.breached = (int) breachedAccounts.stream()
                .filter(b -> !b.account().positions().isEmpty())
                .count();
        classify(breachedAccounts);
    }

    /** The prices of the tick. */
    Prices prices() {
        return prices;
    }

    // who goes where

    private void classify(List<BreachedAccount> breachedAccounts) {
        for (BreachedAccount next : inOrder(breachedAccounts)) {
            Estate estate = new Estate(next, name(next.account().key()), venue.rules(), prices.mark());
            estates.add(estate);
            if (estate.isFlat()) {
                debtors.add(estate);
            } else if (rules.adl().trigger() == VenueSpec.Adl.Trigger.NEGATIVE_EQUITY
                    && AdlEligibility.isEstate(estate.before.equity())) {
                bankrupt.add(estate);
            } else if (fallsToVault(estate)) {
                takeByVault(estate);
            } else {
                order(estate);
            }
        }
    }

    private List<BreachedAccount> inOrder(List<BreachedAccount> breachedAccounts) {
        List<BreachedAccount> sorted = new ArrayList<>(breachedAccounts);
        sorted.sort(PassPlanner::byTurn);
        for (int i = 1; i < sorted.size(); i++) {
            boolean alive = !sorted.get(i).account().positions().isEmpty();
            ties += alive && byRisk(sorted.get(i - 1), sorted.get(i)) == 0 ? 1 : 0;
        }
        return sorted;
    }

    /** Accounts with positions first, the riskiest first, ties by name. */
    private static int byTurn(BreachedAccount a, BreachedAccount b) {
        int flatLast = Boolean.compare(
                a.account().positions().isEmpty(), b.account().positions().isEmpty());
        if (flatLast != 0) {
            return flatLast;
        }
        int riskiestFirst = byRisk(b, a);
        return riskiestFirst != 0
                ? riskiestFirst
                : Long.compare(a.account().key(), b.account().key());
    }

    private static int byRisk(BreachedAccount a, BreachedAccount b) {
        return a.valuation().maintenance() == 0 || b.valuation().maintenance() == 0
                ? 0
                : RiskOrder.compare(
                        a.valuation().equity(),
                        a.valuation().maintenance(),
                        b.valuation().equity(),
                        b.valuation().maintenance());
    }

    private String name(long key) {
        return venue.openings().name((int) (key >>> 32), (int) key);
    }

    private boolean fallsToVault(Estate estate) {
        return rules.takeover().by() == VenueSpec.Takeover.By.VAULT
                && estate.before.equity() >= 0
                && estate.before.below(rules.takeover().line());
    }

    // the vault takes whole accounts at mark

    private void takeByVault(Estate estate) {
        if (estate.before.notional() > rules.vault().inventoryCap() - vaultNotional) {
            vaultFull = true;
            bankrupt.add(estate);
            return;
        }
        vaultNotional = Math.addExact(vaultNotional, estate.before.notional());
        for (Position position : List.copyOf(estate.positions)) {
            closeAtMark(estate, position, Exit.VAULT_TAKEOVER);
        }
        Party account = account(estate);
        Party vault = new Party(PartyKind.VAULT, "");
        if (estate.cash > 0) {
            transfers.add(new Fact.Transfer(account, vault, -1, estate.cash, Reason.MARGIN_TAKEN, null));
        } else if (estate.cash < 0) {
            transfers.add(new Fact.Transfer(vault, account, -1, -estate.cash, Reason.MARGIN_TAKEN, null));
        }
        estate.cash = 0;
        for (int asset = 0; asset < venue.assets(); asset++) {
            long units = estate.account.collateral()[asset];
            if (units > 0) {
                transfers.add(new Fact.Transfer(account, vault, asset, units, Reason.MARGIN_TAKEN, null));
            }
        }
    }

    private static Party account(Estate estate) {
        return new Party(PartyKind.ACCOUNT, estate.name);
    }

    private void closeAtMark(Estate estate, Position position, Exit exit) {
        int market = position.market();
        long value = position.value(prices.mark()[market]);
        liquidate(estate, market, -position.size(), -value, 0, exit, -1);
        if (Routing.heir(venue) == PartyKind.VAULT) {
            Account.post(vaultInventory, new Trade(market, position.size(), value));
        }
    }

    private long liquidate(
            Estate estate, int market, long size, long consideration, long fee, Exit exit, long coolDownUntil) {
        long bankruptcyValue = bankruptcyValue(estate, market, size);
        long realised = estate.post(market, size, consideration);
        estate.cash = Math.subtractExact(estate.cash, fee);
        liquidations.add(new Fact.Liquidation(
                estate.name,
                market,
                exit,
                size,
                consideration,
                fee,
                realised,
                estate.before.equity(),
                estate.before.maintenance(),
                bankruptcyValue,
                coolDownUntil));
        return bankruptcyValue;
    }

    /** The least that a sale of the size must bring, or minus the most that a purchase may cost (dYdX form). */
    private long bankruptcyValue(Estate estate, int market, long size) {
        long maintenance = estate.maintenance();
        long before = estate.position(market).size();
        long released = estate.maintenance(market, before) - estate.maintenance(market, before + size);
        long notionalChange = Math.multiplyExact(size, prices.mark()[market]);
        return maintenance == 0
                ? Math.negateExact(notionalChange)
                : BankruptcyValue.of(notionalChange, estate.equity(), released, maintenance);
    }

    // the book

    private void order(Estate estate) {
        long now = Math.multiplyExact(tick, venue.scenario().tickMillis());
        for (Position position : estate.positions) {
            OrderSizing.Sized sized = OrderSizing.of(
                    rules.liquidation(),
                    venue.rules().tiers().get(position.market()),
                    position,
                    prices.mark()[position.market()],
                    now,
                    venue.scenario().tickMillis(),
                    estate.account.coolDownUntil());
            orders.add(new Order(estate, position.market(), position.size() > 0, sized.size(), sized.coolDownUntil()));
        }
    }

    /** What the pass would sell and buy in each market and spot market: {sell, buy} in size units; null if nothing. */
    long @Nullable [][] orders() {
        long[][] flow = new long[venue.markets() + venue.assets()][2];
        boolean any = false;
        for (Order order : orders) {
            flow[order.market][order.sells ? 0 : 1] += order.size;
            any = true;
        }
        for (Estate debtor : debtors) {
            int asset = assetToSell(debtor);
            if (asset >= 0) {
                flow[venue.markets() + asset][0] += unitsToSell(debtor, asset);
                any = true;
            }
        }
        return any ? flow : null;
    }

    /** The asset of the smallest haircut that the debtor still has, or -1. */
    private int assetToSell(Estate debtor) {
        int best = -1;
        for (int asset = 0; asset < venue.assets(); asset++) {
            if (debtor.account.collateral()[asset] > 0
                    && (best < 0 || haircut(asset).compareTo(haircut(best)) < 0)) {
                best = asset;
            }
        }
        return best;
    }

    private Ratio haircut(int asset) {
        return venue.rules().haircuts().get(asset);
    }

    /** Enough units to cover the debt at the worst price that the depth allows, or all there are. */
    private long unitsToSell(Estate debtor, int asset) {
        long mark = prices.mark()[venue.markets() + asset];
        double cost = venue.scenario().assets().get(asset).impact().executionCost();
        double units = -debtor.cash / (mark * StrictMath.max(0.01, 1 - cost));
        long held = debtor.account.collateral()[asset];
        return units >= held ? held : Math.min(held, (long) StrictMath.ceil(units));
    }

    /** Fills the orders from the quotes of all markets and spot markets; null where nothing was asked. */
    void fill(MarketAnswer.@Nullable Quoted[] quotes) {
        for (int market = 0; market < venue.markets(); market++) {
            MarketAnswer.Quoted quote = quotes[market];
            if (quote != null) {
                fill(market, true, quote.sellSize(), quote.sellValue());
                fill(market, false, quote.buySize(), quote.buyValue());
            }
        }
        for (int asset = 0; asset < venue.assets(); asset++) {
            MarketAnswer.Quoted quote = quotes[venue.markets() + asset];
            if (quote != null && quote.sellSize() > 0) {
                sellCollateral(asset, quote);
            }
        }
        unfilled();
    }

    private void fill(int market, boolean sells, long size, long value) {
        List<Order> side = new ArrayList<>();
        if (size > 0) {
            for (Order order : orders) {
                if (order.market == market && order.sells == sells) {
                    side.add(order);
                }
            }
        }
        side.sort(Comparator.comparingLong(order -> order.estate.account.key()));
        long[] parts = LargestRemainder.split(
                size, side.stream().mapToLong(order -> order.size).toArray());
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                long worth = FixedPoint.multiplyDivide(value, parts[i], size, Rounding.HALF_EVEN);
                offer(side.get(i), parts[i], sells ? worth : -worth);
            }
        }
    }

    /** A fill offered by the book: {@code value} is received (positive) or paid (negative). */
    private void offer(Order order, long size, long value) {
        Estate estate = order.estate;
        long signed = order.sells ? -size : size;
        long fundDelta = FundDelta.of(value, bankruptcyValue(estate, order.market, signed), rules.fee());
        switch (rules.orderLimit()) {
            case NONE -> execute(order, signed, value, fundDelta);
            case BANKRUPTCY_PRICE -> {
                if (fundDelta >= 0) {
                    execute(order, signed, value, fundDelta);
                }
            }
            case FUND_TOP_UP -> {
                if (fundDelta >= 0) {
                    execute(order, signed, value, fundDelta);
                } else {
                    order.claimed += size;
                    pendingClaims.add(new ClaimedFill(order, signed, value, Math.negateExact(fundDelta)));
                }
            }
        }
    }

    private void execute(Order order, long signed, long value, long fundDelta) {
        Estate estate = order.estate;
        long fee = Math.max(0, fundDelta);
        long atMark = Math.negateExact(Math.multiplyExact(signed, prices.mark()[order.market]));
        liquidate(estate, order.market, signed, -value, fee, Exit.BOOK, order.coolDownUntil);
        estate.paid(Layer.BOOK, PartyKind.OUTSIDE, value - atMark);
        order.filled += Math.abs(signed);
        estate.filled = true;
    }

    private void sellCollateral(int asset, MarketAnswer.Quoted quote) {
        List<Estate> sellers = new ArrayList<>();
        for (Estate debtor : debtors) {
            if (assetToSell(debtor) == asset) {
                sellers.add(debtor);
            }
        }
        long[] parts = LargestRemainder.split(
                quote.sellSize(),
                sellers.stream().mapToLong(debtor -> unitsToSell(debtor, asset)).toArray());
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                long proceeds =
                        FixedPoint.multiplyDivide(quote.sellValue(), parts[i], quote.sellSize(), Rounding.HALF_EVEN);
                collateralSales.add(new Fact.CollateralSale(sellers.get(i).name, asset, parts[i], proceeds));
            }
        }
    }

    // what the book left

    /**
     * Sends what the book left of each order to the fund, or to ADL where the venue has no fund. What waits for a top-up is not
     * among it: that is decided when the fund answers.
     */
    private void unfilled() {
        boolean toFund = rules.takeover().by() == VenueSpec.Takeover.By.FUND;
        if (!toFund && rules.adl().trigger() != VenueSpec.Adl.Trigger.UNFILLED) {
            return;
        }
        for (Order order : orders) {
            long rest = order.size - order.filled - order.claimed;
            if (rest > 0) {
                Estate estate = order.estate;
                long signed = order.sells ? rest : -rest;
                long value = bankruptcyValueOf(estate, order.market, signed);
                if (toFund) {
                    pendingClaims.add(new ClaimedLeg(estate, order.market, signed, value));
                } else {
                    adl(estate, order.market, signed, value);
                }
            }
        }
    }

    /** The bankruptcy value of a part of a leg when every leg is closed at its own, signed as the size. */
    private long bankruptcyValueOf(Estate estate, int market, long size) {
        long[] values = bankruptcyValues(estate);
        for (int leg = 0; leg < values.length; leg++) {
            Position position = estate.positions.get(leg);
            if (position.market() == market) {
                return FixedPoint.multiplyDivide(values[leg], size, position.size(), Rounding.HALF_EVEN);
            }
        }
        throw new IllegalStateException(estate.name + " holds nothing in market " + market);
    }

    private long[] bankruptcyValues(Estate estate) {
        int legs = estate.positions.size();
        long[] notional = new long[legs];
        long[] maintenance = new long[legs];
        for (int leg = 0; leg < legs; leg++) {
            Position position = estate.positions.get(leg);
            notional[leg] = position.value(prices.mark()[position.market()]);
            maintenance[leg] = estate.maintenance(position.market(), position.size());
        }
        return BankruptcyValue.ofLegs(notional, maintenance, estate.equity());
    }

    /**
     * Claims on the insurance fund: of the debtors, whose losses are of earlier passes, then of the accounts at risk in their
     * order. So what a debtor gets does not depend on this pass's other claims, and a shared loss is exactly what it lacks.
     */
    List<FundQuery.Claim> claims() {
        List<PendingClaim> deficitsFirst = new ArrayList<>();
        for (Estate debtor : debtors) {
            if (assetToSell(debtor) < 0) {
                deficitsFirst.add(new ClaimedDeficit(debtor));
            }
        }
        pendingClaims.addAll(0, deficitsFirst);
        List<FundQuery.Claim> claims = new ArrayList<>();
        for (PendingClaim pending : pendingClaims) {
            claims.add(
                    switch (pending) {
                        case ClaimedFill fill -> new FundQuery.TopUp(fill.lack());
                        case ClaimedLeg leg -> new FundQuery.Takeover(leg.market(), leg.size(), leg.value());
                        case ClaimedDeficit deficit -> new FundQuery.Deficit(-deficit.estate().cash);
                    });
        }
        return claims;
    }

    /** What the fund grants, in the order of {@link #claims}. */
    void grant(long[] grants) {
        for (int i = 0; i < grants.length; i++) {
            long paid = grants[i];
            fundPaid += Math.max(0, paid);
            switch (pendingClaims.get(i)) {
                case ClaimedFill fill -> {
                    if (paid != FundAnswer.Grants.REFUSED) {
                        topUp(fill, paid);
                    } else if (rules.adl().trigger() == VenueSpec.Adl.Trigger.UNFILLED) {
                        Estate estate = fill.order().estate;
                        int market = fill.order().market;
                        adl(estate, market, -fill.size(), bankruptcyValueOf(estate, market, -fill.size()));
                    }
                }
                case ClaimedLeg leg -> {
                    if (paid != FundAnswer.Grants.REFUSED) {
                        takeByFund(leg, paid);
                    } else if (rules.adl().trigger() == VenueSpec.Adl.Trigger.UNFILLED) {
                        adl(leg.estate(), leg.market(), leg.size(), leg.value());
                    }
                }
                case ClaimedDeficit deficit -> settleDeficit(deficit.estate(), paid);
            }
        }
    }

    private void topUp(ClaimedFill fill, long paid) {
        Estate estate = fill.order().estate;
        execute(fill.order(), fill.size(), fill.consideration(), Math.negateExact(fill.lack()));
        estate.cash = Math.addExact(estate.cash, paid);
        estate.paid(Layer.FUND, PartyKind.FUND, paid);
        transfers.add(new Fact.Transfer(new Party(PartyKind.FUND, ""), account(estate), -1, paid, Reason.TOP_UP, null));
    }

    private void takeByFund(ClaimedLeg leg, long loss) {
        Estate estate = leg.estate();
        long gain = leg.value() - Math.multiplyExact(leg.size(), prices.mark()[leg.market()]);
        if (loss > 0) {
            trigger(estate);
        }
        liquidate(estate, leg.market(), -leg.size(), -leg.value(), 0, Exit.FUND_TAKEOVER, -1);
        estate.paid(Layer.FUND, PartyKind.FUND, gain);
    }

    private void trigger(Estate estate) {
        trigger(estate.account.key(), account(estate), estate.before.equity());
    }

    private void trigger(long key, Party estate, long equity) {
        if (equity < 0 && !triggeredBefore.contains(key) && triggeredNow.add(key)) {
            triggered.add(new Fact.Triggered(estate, -equity));
        }
    }

    private void settleDeficit(Estate debtor, long fromFund) {
        long amount = -debtor.cash;
        String id = tick + "." + pass + "/" + debtor.name;
        List<Payment> payments = new ArrayList<>();
        long left = amount - pay(debtor, id, payments, Layer.FUND, PartyKind.FUND, fromFund);
        long fromParent = Math.min(left, Math.max(0, parentLeft));
        parentLeft -= fromParent;
        left -= pay(debtor, id, payments, Layer.PARENT, PartyKind.PARENT, fromParent);
        long fromLevy = Math.min(left, levyLeft);
        levyLeft -= fromLevy;
        left -= pay(debtor, id, payments, Layer.SOCIALISED, PartyKind.LEVY, fromLevy);
        deficits.add(new Fact.Deficit(id, debtor.name, amount, payments, 0, left, 0));
        trigger(debtor);
    }

    private long pay(Estate debtor, String id, List<Payment> payments, Layer layer, PartyKind payer, long amount) {
        if (amount > 0) {
            payments.add(new Payment(layer, payer, amount));
            transfers.add(new Fact.Transfer(new Party(payer, ""), account(debtor), -1, amount, Reason.DEFICIT, id));
        }
        return amount;
    }

    /**
     * What fund and parent left of this pass's deficits and all are to share; 0 unless the venue socialises, or if the levy account
     * has collected it already.
     */
    long toSocialise() {
        if (rules.residual() != VenueSpec.Residual.SOCIALISE || fund.levy() > 0) {
            return 0;
        }
        long open = 0;
        for (Fact.Deficit deficit : deficits) {
            open = Math.addExact(open, deficit.open());
        }
        return open;
    }

    // auto-deleveraging

    private void adl(Estate estate) {
        long[] values = bankruptcyValues(estate);
        for (int leg = 0; leg < values.length; leg++) {
            Position position = estate.positions.get(leg);
            adl(estate, position.market(), position.size(), values[leg]);
        }
    }

    private void adl(Estate estate, int market, long size, long bankruptcyValue) {
        trigger(estate);
        adlLegs.add(new AdlLeg(estate, market, size, adlValue(market, size, bankruptcyValue)));
    }

    private long adlValue(int market, long size, long bankruptcyValue) {
        return switch (rules.adl().price()) {
            case BANKRUPTCY_PRICE -> bankruptcyValue;
            case PREVIOUS_MARK -> Math.multiplyExact(size, prices.previousMark()[market]);
            case MARK -> Math.multiplyExact(size, prices.mark()[market]);
        };
    }

    /** What ADL needs of each market and side; empty if nothing. */
    List<MarginQuery.Need> needs() {
        bankrupt.forEach(this::adl);
        if (rules.adl().trigger() == VenueSpec.Adl.Trigger.NOTHING_FILLED) {
            for (Estate estate : estates) {
                if (!estate.isFlat() && !estate.filled && AdlEligibility.isEstate(estate.before.equity())) {
                    adl(estate);
                }
            }
        }
        deleverageVault();
        TreeMap<Integer, Long> sizes = new TreeMap<>();
        for (AdlLeg leg : adlLegs) {
            sizes.merge(round(leg), Math.absExact(leg.size()), Math::addExact);
        }
        boolean queue = rules.adl().allocation() == VenueSpec.Adl.Allocation.QUEUE;
        List<MarginQuery.Need> needs = new ArrayList<>();
        for (Map.Entry<Integer, Long> entry : sizes.entrySet()) {
            needs.add(new MarginQuery.Need(
                    entry.getKey() / 2, entry.getKey() % 2 == 0 ? 1 : -1, queue ? entry.getValue() : Long.MAX_VALUE));
        }
        return needs;
    }

    /** Market times two, plus one if the targets are shorts. */
    private static int round(AdlLeg leg) {
        return leg.market() * 2 + (leg.size() > 0 ? 1 : 0);
    }

    private void deleverageVault() {
        if (pass != 1 || rules.adl().trigger() != VenueSpec.Adl.Trigger.NEGATIVE_EQUITY) {
            return;
        }
        long[] assetPrices = Arrays.copyOfRange(prices.mark(), venue.markets(), prices.mark().length);
        long equity = fund.vaultEquity(prices.mark(), assetPrices);
        boolean loss = equity < Math.negateExact(rules.vault().lossThreshold());
        if (!loss && !vaultFull) {
            return;
        }
        if (!fund.vaultInventory().isEmpty()) {
            trigger(VAULT_KEY, new Party(PartyKind.VAULT, ""), equity);
        }
        for (Position position : fund.vaultInventory()) {
            long size = rules.vault().deleverageShare().times(position.size(), Rounding.HALF_EVEN);
            if (size != 0) {
                adlLegs.add(new AdlLeg(
                        null,
                        position.market(),
                        size,
                        adlValue(position.market(), size, Math.multiplyExact(size, prices.mark()[position.market()]))));
            }
        }
    }

    /** The rounds to allocate, in the order of {@link #needs}. */
    List<AdlQuery.Round> rounds(List<MarginQuery.Need> needs, List<List<AdlCandidate>> candidates) {
        List<AdlQuery.Round> rounds = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            List<AdlMatching.Estate> matched = new ArrayList<>();
            for (AdlLeg leg : legs(needs.get(i))) {
                matched.add(new AdlMatching.Estate(key(leg), leg.size(), leg.value()));
            }
            rounds.add(new AdlQuery.Round(needs.get(i).market(), matched, candidates.get(i)));
        }
        return rounds;
    }

    private static long key(AdlLeg leg) {
        Estate estate = leg.estate();
        return estate == null ? VAULT_KEY : estate.account.key();
    }

    private List<AdlLeg> legs(MarginQuery.Need need) {
        List<AdlLeg> legs = new ArrayList<>();
        for (AdlLeg leg : adlLegs) {
            if (leg.market() == need.market() && Long.signum(leg.size()) == -need.side()) {
                legs.add(leg);
            }
        }
        return legs;
    }

    /**
     * Whether there may be targets that should have come before some of these: engines rank only as many as cover the need, so
     * where some were skipped (their own bankruptcy price in the way) or an estate is left, all targets must be ranked.
     */
    boolean needsMore(List<MarginQuery.Need> needs, List<AdlAnswer.Allocation> allocations, List<Boolean> complete) {
        for (int i = 0; i < needs.size(); i++) {
            if (!complete.get(i) && !isCertain(needs.get(i), allocations.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether all is closed against the first of the ranking that cover the need, which every engine's answer includes. */
    private boolean isCertain(MarginQuery.Need need, AdlAnswer.Allocation allocation) {
        long open = 0;
        for (AdlLeg leg : legs(need)) {
            open += Math.absExact(leg.size());
        }
        int certain = covering(allocation.ranked(), open);
        for (AdlMatching.Match match : allocation.matches()) {
            open -= Math.absExact(match.size());
            if (match.candidate() >= certain) {
                return false;
            }
        }
        return open == 0;
    }

    private static int covering(List<AdlCandidate> ranked, long size) {
        long covered = 0;
        int count = 0;
        while (count < ranked.size() && covered < size) {
            covered += Math.absExact(ranked.get(count++).size());
        }
        return count;
    }

    /** Closes the pairs that the coordinator found. */
    void deleverage(List<MarginQuery.Need> needs, List<AdlAnswer.Allocation> allocations) {
        for (int i = 0; i < needs.size(); i++) {
            List<AdlLeg> legs = legs(needs.get(i));
            AdlAnswer.Allocation allocation = allocations.get(i);
            ties += allocation.ties();
            TreeMap<Long, Position> targets = new TreeMap<>();
            for (AdlMatching.Match match : allocation.matches()) {
                close(legs.get(match.estate()), allocation.ranked().get(match.candidate()), match, targets);
            }
        }
    }

    private void close(AdlLeg leg, AdlCandidate target, AdlMatching.Match match, Map<Long, Position> targets) {
        Position held =
                targets.getOrDefault(target.key(), new Position(target.market(), target.size(), target.openCost()));
        long realised = held.realisedPnl(match.size(), match.consideration());
        targets.put(target.key(), held.trade(match.size(), match.consideration()));
        Estate estate = leg.estate();
        long estateRealised;
        if (estate == null) {
            estateRealised =
                    Account.post(vaultInventory, new Trade(leg.market(), -match.size(), -match.consideration()));
        } else {
            estateRealised = estate.post(leg.market(), -match.size(), -match.consideration());
            long atMark = Math.multiplyExact(match.size(), prices.mark()[leg.market()]);
            estate.paid(Layer.ADL, PartyKind.ACCOUNT, match.consideration() - atMark);
        }
        deleveragings.add(new Fact.Deleveraging(
                estate == null ? new Party(PartyKind.VAULT, "") : account(estate),
                name(target.key()),
                leg.market(),
                match.size(),
                match.consideration(),
                match.rank(),
                ranking().score(target).toDouble(),
                realised,
                target.unrealisedPnl(),
                target.equity(),
                target.notional(),
                target.size(),
                target.hedged(),
                estateRealised));
    }

    private AdlRanking ranking() {
        return AdlRanking.of(rules.adl().ranking(), venue.scenario().seed(), tick);
    }

    // what is left

    /** The pass, or null if nothing would change. */
    Fact.@Nullable PassSettled finish() {
        if (rules.residual() != VenueSpec.Residual.KEEP) {
            closeWhatNobodyTook();
        }
        for (Estate estate : estates) {
            recordLoss(estate);
        }
        boolean nothing = liquidations.isEmpty()
                && deleveragings.isEmpty()
                && collateralSales.isEmpty()
                && deficits.isEmpty()
                && transfers.isEmpty()
                && triggered.isEmpty();
        return nothing
                ? null
                : new Fact.PassSettled(
                        tick,
                        pass,
                        prices.index(),
                        prices.mark(),
                        prices.previousMark(),
                        breached,
                        liquidations,
                        deleveragings,
                        collateralSales,
                        List.of(),
                        deficits,
                        transfers,
                        triggered,
                        fundPaid,
                        ties);
    }

    private void closeWhatNobodyTook() {
        TreeSet<Long> done = new TreeSet<>();
        for (AdlLeg leg : adlLegs) {
            Estate estate = leg.estate();
            if (estate != null && done.add(estate.account.key()) && estate.before.equity() < 0) {
                for (Position position : List.copyOf(estate.positions)) {
                    closeAtMark(estate, position, Exit.RESIDUAL);
                }
            }
        }
    }

    /** An account that was worth less than nothing and traded: who paid how much of it. */
    private void recordLoss(Estate estate) {
        boolean traded = !estate.account.positions().equals(estate.positions);
        if (estate.before.equity() >= 0 || !traded) {
            return;
        }
        long after = estate.equity();
        deficits.add(new Fact.Deficit(
                tick + "." + pass + "/" + estate.name,
                estate.name,
                -estate.before.equity(),
                List.copyOf(estate.payments),
                Math.max(0, -after),
                0,
                Math.max(0, after)));
    }
}
