package io.backstop.lending.book;

import io.backstop.lending.Result;
import io.backstop.lending.liquidation.SafetyModule;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.pool.Reserve;
import io.backstop.lending.pool.ReserveTerms;
import io.backstop.lending.rate.Index;
import io.backstop.lending.rate.KinkedCurve;
import io.backstop.model.Ratio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The state of a lending protocol apart from its accounts. Immutable; {@link #apply} is the only place where it changes.
 *
 * <p>A protocol that issues its own dollars (Maker) has a reserve of them without cash: debt is what vaults owe, deficit the ledger's
 * bad debt, supply the money that others hold, treasury the ledger's surplus. So I6 of the reserve is the invariant of {@code Vat}.
 *
 * @param asOf simulated milliseconds of the last change
 * @param reserves in the order of the scenario
 * @param publicSupply scaled units of suppliers without an account, by reserve
 * @param safety what is left of offset and stakes, micro-dollars
 * @param keepers cash of each, micro-dollars
 * @param deficits open, oldest first
 * @param redemptions that wait, by time, then as asked
 * @param sightings of accounts in breach, by key; only where a keeper is slow
 * @param minted number of the reserve whose money the protocol issues, or -1
 * @param house auctions and queue
 */
public record LendingPool(
        long asOf,
        List<Reserve> reserves,
        long[] publicSupply,
        SafetyModule safety,
        long[] keepers,
        List<OpenDeficit> deficits,
        List<RedemptionRequest> redemptions,
        List<Sighting> sightings,
        int minted,
        AuctionHouse house) {
    /** Caps are checked by whoever plans. */
    private static final ReserveTerms NO_CAPS =
            new ReserveTerms(new KinkedCurve(0, 0, 0, Index.SCALE / 2), Ratio.ZERO, Long.MAX_VALUE, Long.MAX_VALUE);

    /**
     * The pool after an operation.
     *
     * @param scaled units by which a claim or debt changed, 0 or more
     * @param units that moved, 0 or more
     */
    public record Applied(LendingPool pool, long scaled, long units) {}

    /**
     * The pool at time zero.
     *
     * @param supplied units of all accounts, by reserve
     * @param owed units of all accounts, by reserve
     * @throws IllegalArgumentException if more is owed than was supplied, or the surplus is more than what is owed
     */
    public static LendingPool opened(PoolTerms terms, long[] supplied, long[] owed) {
        List<Reserve> reserves = new ArrayList<>();
        long[] publicSupply = terms.publicSupply().clone();
        MakerTerms maker = terms.maker();
        for (int reserve = 0; reserve < terms.count(); reserve++) {
            if (maker != null && reserve == maker.dollars()) {
                publicSupply[reserve] = 0;
                reserves.add(issuing(owed[reserve], maker.surplus()));
            } else {
                long supply = Math.addExact(supplied[reserve], publicSupply[reserve]);
                reserves.add(new Reserve(
                        Math.subtractExact(supply, owed[reserve]),
                        owed[reserve],
                        Index.SCALE,
                        supply,
                        Index.SCALE,
                        0,
                        0,
                        0));
            }
        }
        return of(terms, reserves, publicSupply);
    }

    /** The pool before its accounts are known: nothing at any reserve. */
    static LendingPool unopened(PoolTerms terms) {
        return of(terms, Collections.nCopies(terms.count(), Reserve.empty(0)), new long[terms.count()]);
    }

    private static LendingPool of(PoolTerms terms, List<Reserve> reserves, long[] publicSupply) {
        MakerTerms maker = terms.maker();
        long line = maker == null
                ? Long.MAX_VALUE
                : terms.reserves().get(maker.dollars()).borrowCap();
        return new LendingPool(
                0,
                List.copyOf(reserves),
                publicSupply,
                terms.safety(),
                terms.capital().clone(),
                List.of(),
                List.of(),
                List.of(),
                terms.minted(),
                AuctionHouse.empty(line));
    }

    private static Reserve issuing(long debt, long surplus) {
        return new Reserve(0, debt, Index.SCALE, Math.subtractExact(debt, surplus), Index.SCALE, surplus, 0, 0);
    }

    /**
     * The pool with interest up to a time.
     *
     * @param now milliseconds, not before {@link #asOf}
     */
    public LendingPool at(PoolTerms terms, long now) {
        if (now == asOf) {
            return this;
        }
        List<Reserve> accrued = new ArrayList<>(reserves.size());
        for (int reserve = 0; reserve < reserves.size(); reserve++) {
            accrued.add(reserves.get(reserve).accrued(terms.reserves().get(reserve), now));
        }
        return new LendingPool(
                now,
                List.copyOf(accrued),
                publicSupply,
                safety,
                keepers,
                deficits,
                redemptions,
                sightings,
                minted,
                house);
    }

    /** The pool after a pass. */
    public LendingPool changed(PoolTerms terms, PoolChange change) {
        LendingPool pool = at(terms, change.now());
        for (PoolOp op : change.ops()) {
            pool = pool.after(op);
        }
        return pool;
    }

    /** The pool after an operation. */
    public LendingPool after(PoolOp op) {
        return apply(op).pool();
    }

    /**
     * The pool after an operation, and what moved.
     *
     * @throws IllegalStateException if it is not possible
     */
    public Applied apply(PoolOp op) {
        return switch (op) {
            case PoolOp.Supply(int reserve, long units, boolean byPublic) -> {
                Applied moved = moved(reserve, of -> of.supply(NO_CAPS, units));
                yield byPublic ? publicly(moved, reserve, moved.scaled()) : moved;
            }
            case PoolOp.Withdraw(int reserve, long units, long held, boolean byPublic) -> {
                Applied moved = moved(reserve, of -> of.withdraw(units, held));
                yield byPublic ? publicly(moved, reserve, -moved.scaled()) : moved;
            }
            case PoolOp.Forfeit(int reserve, long scaled) -> moved(reserve, of -> of.forfeited(scaled));
            case PoolOp.Borrow(int reserve, long units) ->
                reserve == minted ? issued(units) : moved(reserve, of -> of.borrow(NO_CAPS, units));
            case PoolOp.Repay(int reserve, long units, long owed) -> repaid(reserve, units, owed);
            case PoolOp.Burn(int reserve, long owed) -> moved(reserve, of -> of.burned(owed));
            case PoolOp.Charge(int reserve, long units) -> moved(reserve, of -> of.charged(units));
            case PoolOp.Cover(int reserve, long units, boolean byStakers) ->
                with(moved(reserve, of -> of.covered(units)), withSafety(units, byStakers));
            case PoolOp.WriteDown(int reserve) -> moved(reserve, Reserve::writtenDown);
            case PoolOp.KeeperCash(int keeper, long amount) -> only(withKeeper(keeper, amount));
            case PoolOp.DeficitOpened(OpenDeficit deficit) -> only(withDeficits(Lists.with(deficits, deficit)));
            case PoolOp.DeficitPaid(String id, int reserve, long units) -> only(withDeficits(paid(id, reserve, units)));
            case PoolOp.Sighted(long account) -> only(withSightings(sighted(account)));
            case PoolOp.Unsighted(long account) ->
                only(withSightings(sightings.stream()
                        .filter(sighting -> sighting.account() != account)
                        .toList()));
            case PoolOp.AuctionOpened(OpenAuction auction, long queued) ->
                only(withHouse(house.opened(auction, queued, asOf)));
            case PoolOp.AuctionChanged(long id, var after, long paid) ->
                only(withHouse(house.changed(id, house.auction(id).with(after, paid))));
            case PoolOp.AuctionCancelled(long id) -> only(withHouse(house.changed(id, null)));
            case PoolOp.Income(long amount) -> moved(minted, of -> of.forfeited(amount));
            case PoolOp.Incentive(long amount) -> moved(minted, of -> of.unbacked(amount));
            case PoolOp.Released(long until) -> only(withHouse(house.released(until)));
            case PoolOp.Healed(long amount) -> moved(minted, of -> of.healed(amount));
            case PoolOp.HealedOnAuction(long amount) -> {
                Applied moved = moved(minted, of -> of.healed(amount));
                yield with(moved, pool -> pool.withHouse(pool.house.debtOnAuction(-amount)));
            }
            case PoolOp.DebtAuctionOpened(OpenDebtAuction auction) -> only(withHouse(house.opened(auction)));
            case PoolOp.DebtAuctionChanged(long id, var after) -> only(withHouse(house.debtAuction(id, after)));
            case PoolOp.SurplusAuctionOpened(OpenSurplusAuction auction) ->
                with(
                        moved(minted, of -> of.paidOut(auction.auction().lot())),
                        pool -> pool.withHouse(pool.house.opened(auction)));
            case PoolOp.SurplusAuctionChanged(long id, var after) -> only(withHouse(house.surplusAuction(id, after)));
            case PoolOp.CeilingMoved(var ceiling) -> only(withHouse(house.ceiling(ceiling)));
            case PoolOp.ShutDown() -> only(withHouse(house.shutDown()));
            case PoolOp.RedemptionQueued(RedemptionRequest request) ->
                only(withRedemptions(Lists.with(redemptions, request)));
            case PoolOp.RedemptionPaid(long account, int reserve, long tick, long units) ->
                only(withRedemptions(redeemed(account, reserve, tick, units)));
        };
    }

    /** Issued money needs no cash: it is a claim and a debt at once. */
    private Applied issued(long units) {
        Reserve supplied = reserves.get(minted).supply(NO_CAPS, units).orThrow().reserve();
        Reserve.Posting borrowed = supplied.borrow(NO_CAPS, units).orThrow();
        return new Applied(withReserve(minted, borrowed.reserve()), borrowed.scaled(), units);
    }

    private Applied repaid(int reserve, long units, long owed) {
        Applied repaid = moved(reserve, of -> of.repay(units, owed));
        if (reserve != minted) {
            return repaid;
        }
        Reserve after = repaid.pool().reserves.get(minted);
        Reserve burned = after.withdraw(units, after.scaledSupply()).orThrow().reserve();
        return new Applied(withReserve(minted, burned), repaid.scaled(), units);
    }

    private Applied moved(int reserve, Function<Reserve, Result<Reserve.Posting>> operation) {
        Reserve.Posting posting = operation.apply(reserves.get(reserve)).orThrow();
        return new Applied(withReserve(reserve, posting.reserve()), posting.scaled(), posting.amount());
    }

    private static Applied publicly(Applied moved, int reserve, long scaled) {
        return with(moved, pool -> {
            long[] supply = pool.publicSupply.clone();
            supply[reserve] = Math.addExact(supply[reserve], scaled);
            return pool.withPublic(supply);
        });
    }

    private static Applied with(Applied applied, UnaryOperator<LendingPool> change) {
        return new Applied(change.apply(applied.pool()), applied.scaled(), applied.units());
    }

    private static Applied only(LendingPool pool) {
        return new Applied(pool, 0, 0);
    }

    private UnaryOperator<LendingPool> withSafety(long units, boolean byStakers) {
        SafetyModule left = byStakers
                ? new SafetyModule(safety.offset(), safety.staked() - units)
                : new SafetyModule(safety.offset() - units, safety.staked());
        return pool -> new LendingPool(
                pool.asOf,
                pool.reserves,
                pool.publicSupply,
                left,
                pool.keepers,
                pool.deficits,
                pool.redemptions,
                pool.sightings,
                pool.minted,
                pool.house);
    }

    /** Several auctions of one account that end in the same pass have one id; the payment lowers them in their order. */
    private List<OpenDeficit> paid(String id, int reserve, long units) {
        List<OpenDeficit> left = new ArrayList<>();
        long payment = units;
        for (OpenDeficit deficit : deficits) {
            boolean isMeant = deficit.reserve() == reserve && deficit.id().equals(id);
            long part = isMeant ? Math.min(payment, deficit.units()) : 0;
            payment -= part;
            if (part < deficit.units()) {
                left.add(new OpenDeficit(deficit.id(), deficit.reserve(), deficit.units() - part));
            }
        }
        if (payment > 0) {
            throw new IllegalArgumentException("deficit " + id + " is paid " + payment + " units beyond what is open");
        }
        return left;
    }

    private List<RedemptionRequest> redeemed(long account, int reserve, long tick, long units) {
        List<RedemptionRequest> left = new ArrayList<>();
        for (RedemptionRequest request : redemptions) {
            boolean isMeant = request.account() == account && request.reserve() == reserve && request.tick() == tick;
            long rest = isMeant ? Math.subtractExact(request.units(), units) : request.units();
            if (rest > 0) {
                left.add(new RedemptionRequest(request.account(), request.reserve(), rest, request.tick()));
            }
        }
        return left;
    }

    private List<Sighting> sighted(long account) {
        List<Sighting> more = new ArrayList<>(sightings);
        int at = 0;
        while (at < more.size() && more.get(at).account() < account) {
            at++;
        }
        more.add(at, new Sighting(account, asOf));
        return more;
    }

    private LendingPool withReserve(int number, Reserve reserve) {
        List<Reserve> changed = new ArrayList<>(reserves);
        changed.set(number, reserve);
        return new LendingPool(
                asOf,
                List.copyOf(changed),
                publicSupply,
                safety,
                keepers,
                deficits,
                redemptions,
                sightings,
                minted,
                house);
    }

    private LendingPool withPublic(long[] supply) {
        return new LendingPool(
                asOf, reserves, supply, safety, keepers, deficits, redemptions, sightings, minted, house);
    }

    private LendingPool withKeeper(int keeper, long amount) {
        long[] cash = keepers.clone();
        cash[keeper] = Math.addExact(cash[keeper], amount);
        if (cash[keeper] < 0) {
            throw new IllegalStateException("keeper " + keeper + " has no money for " + amount);
        }
        return new LendingPool(
                asOf, reserves, publicSupply, safety, cash, deficits, redemptions, sightings, minted, house);
    }

    private LendingPool withDeficits(List<OpenDeficit> open) {
        return new LendingPool(
                asOf, reserves, publicSupply, safety, keepers, open, redemptions, sightings, minted, house);
    }

    private LendingPool withRedemptions(List<RedemptionRequest> waiting) {
        return new LendingPool(
                asOf, reserves, publicSupply, safety, keepers, deficits, waiting, sightings, minted, house);
    }

    private LendingPool withSightings(List<Sighting> seen) {
        return new LendingPool(
                asOf, reserves, publicSupply, safety, keepers, deficits, redemptions, seen, minted, house);
    }

    private LendingPool withHouse(AuctionHouse other) {
        return new LendingPool(
                asOf, reserves, publicSupply, safety, keepers, deficits, redemptions, sightings, minted, other);
    }

    /** Surplus, debt and queue of a protocol that issues its dollars. */
    public Ledger ledger() {
        Reserve dollars = reserves.get(minted);
        return new Ledger(dollars.treasury(), dollars.deficit(), house.queue(), house.onAuction());
    }

    /** Since when an account is in breach, or now. */
    public long since(long account) {
        for (Sighting sighting : sightings) {
            if (sighting.account() == account) {
                return sighting.since();
            }
        }
        return asOf;
    }

    /** Whether an account has been seen in breach. */
    public boolean isSighted(long account) {
        return sightings.stream().anyMatch(sighting -> sighting.account() == account);
    }

    /** Supply indexes by reserve. */
    public long[] supplyIndexes() {
        return reserves.stream().mapToLong(Reserve::supplyIndex).toArray();
    }

    /** Borrow indexes by reserve. */
    public long[] borrowIndexes() {
        return reserves.stream().mapToLong(Reserve::borrowIndex).toArray();
    }

    /** What the public owns of a reserve, rounded down. */
    public long publicUnits(int reserve) {
        return Index.supply(publicSupply[reserve], reserves.get(reserve).supplyIndex());
    }

    /**
     * Units of a reserve's asset that the protocol has in its hands: cash, and lots of auctions. Where it issues the money itself,
     * what others hold counts against it, so that issue and repayment leave a sum of zero.
     */
    public long custody(int reserve) {
        Reserve of = reserves.get(reserve);
        return reserve == minted
                ? Math.subtractExact(house.surplusLots(), of.supply())
                : Math.addExact(of.cash(), house.lots(reserve));
    }

    /** Dollars of keepers, offset and stakers. */
    public long dollarsBeside() {
        long sum = Math.addExact(safety.offset(), safety.staked());
        for (long cash : keepers) {
            sum = Math.addExact(sum, cash);
        }
        return sum;
    }
}
