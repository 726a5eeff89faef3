package io.backstop.lending.pool;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.rate.Index;
import io.backstop.lending.rate.RateCurve;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * A pool's reserve of one asset, in the asset's integer units. Immutable.
 *
 * <p>Invariant I6, exact: {@code cash + ceil(D * borrowIndex) + deficit = floor(S * supplyIndex) + treasury}. What rounding leaves
 * goes to the treasury; the holders' own roundings add at most one unit each. A deficit is a hole in the assets: suppliers keep
 * nominal claims (Aave 3.3), until {@linkplain #covered cover} fills it or {@linkplain #writtenDown a write-down} takes it from them.
 *
 * @param cash that can be paid out
 * @param scaledDebt D, the sum of all accounts' scaled debts
 * @param borrowIndex in {@link Index#SCALE}
 * @param scaledSupply S, the sum of all suppliers' scaled units
 * @param supplyIndex in {@link Index#SCALE}
 * @param treasury the protocol's own claim
 * @param deficit debt that was burned unpaid and not yet covered
 * @param accruedAt time of the last accrual, milliseconds
 */
public record Reserve(
        long cash,
        long scaledDebt,
        long borrowIndex,
        long scaledSupply,
        long supplyIndex,
        long treasury,
        long deficit,
        long accruedAt) {

    /**
     * Checks that nothing is negative and that the books balance.
     *
     * @throws IllegalArgumentException if an amount is negative, an index not positive, or I6 broken
     */
    public Reserve {
        if (cash < 0 || scaledDebt < 0 || scaledSupply < 0 || deficit < 0 || treasury < 0) {
            throw new IllegalArgumentException("negative amount: cash " + cash + ", debt " + scaledDebt + ", supply "
                    + scaledSupply + ", deficit " + deficit + ", treasury " + treasury);
        }
        if (borrowIndex <= 0 || supplyIndex <= 0) {
            throw new IllegalArgumentException("index must be positive: " + borrowIndex + ", " + supplyIndex);
        }
        long assets = Math.addExact(Math.addExact(cash, Index.debt(scaledDebt, borrowIndex)), deficit);
        long claims = Math.addExact(Index.supply(scaledSupply, supplyIndex), treasury);
        if (assets != claims) {
            throw new IllegalArgumentException("assets " + assets + " differ from claims " + claims);
        }
    }

    /**
     * A reserve's next state and the units that moved.
     *
     * @param reserve after it
     * @param scaled units that the holder gains or loses
     * @param amount that moved, in the asset's units
     */
    public record Posting(Reserve reserve, long scaled, long amount) {}

    /** A reserve that nobody has used yet. */
    public static Reserve empty(long now) {
        return new Reserve(0, 0, Index.SCALE, 0, Index.SCALE, 0, 0, now);
    }

    /** What all borrowers owe, rounded up. */
    public long debt() {
        return Index.debt(scaledDebt, borrowIndex);
    }

    /** What all suppliers own, rounded down. */
    public long supply() {
        return Index.supply(scaledSupply, supplyIndex);
    }

    /** The part of cash and debt that is lent out, in {@link Index#SCALE}. */
    public long utilisation() {
        return RateCurve.utilisation(debt(), Math.addExact(cash, debt()));
    }

    /** The borrow rate now, a year in {@link Index#SCALE}. */
    public long borrowRate(ReserveTerms terms) {
        return terms.curve().borrowRate(utilisation());
    }

    /** The supply rate now; its utilisation has the deficit in the denominator. */
    public long supplyRate(ReserveTerms terms) {
        long all = Math.addExact(Math.addExact(cash, debt()), deficit);
        return RateCurve.supplyRate(borrowRate(terms), RateCurve.utilisation(debt(), all), terms.reserveFactor());
    }

    /**
     * The reserve with interest up to a time: debts compound, supply grows linearly, the treasury gets the rest. Supply never gets
     * more than the debts bring.
     *
     * @param now milliseconds, not before the last accrual
     * @throws IllegalArgumentException if time runs backward
     * @throws ArithmeticException if an index outgrows 64 bits
     */
    public Reserve accrued(ReserveTerms terms, long now) {
        if (now < accruedAt) {
            throw new IllegalArgumentException("time runs backward: " + accruedAt + " to " + now);
        }
        long millis = now - accruedAt;
        long newBorrow = Index.compound(borrowIndex, borrowRate(terms), millis);
        long interest = Index.debt(scaledDebt, newBorrow) - debt();
        long newSupply = Math.max(
                supplyIndex, Math.min(Index.linear(supplyIndex, supplyRate(terms), millis), mostFor(interest)));
        long supplied = Index.supply(scaledSupply, newSupply) - supply();
        return new Reserve(
                cash,
                scaledDebt,
                newBorrow,
                scaledSupply,
                newSupply,
                Math.addExact(treasury, interest - supplied),
                deficit,
                now);
    }

    /** The highest supply index at which suppliers own at most the interest more than now. */
    private long mostFor(long interest) {
        return scaledSupply == 0
                ? supplyIndex
                : FixedPoint.multiplyDivide(
                        Math.addExact(supply(), interest), Index.SCALE, scaledSupply, Rounding.FLOOR);
    }

    /** A supplier brings an amount and gets scaled units, rounded down. */
    public Result<Posting> supply(ReserveTerms terms, long amount) {
        long scaled = amount <= 0 ? 0 : Index.scaledDown(amount, supplyIndex);
        if (scaled == 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        if (Math.addExact(supply(), amount) > terms.supplyCap()) {
            return new Refused<>(Refusal.SUPPLY_CAP);
        }
        Reserve after = moved(amount, 0, scaled, deficit);
        return new Accepted<>(new Posting(after, scaled, amount));
    }

    /**
     * A supplier takes an amount out, for scaled units rounded up; for all that the units are worth, all units.
     *
     * @param held the supplier's scaled units
     */
    public Result<Posting> withdraw(long amount, long held) {
        if (amount <= 0 || amount > Index.supply(held, supplyIndex) || held > scaledSupply) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        if (amount > cash) {
            return new Refused<>(Refusal.NO_CASH);
        }
        boolean isAll = amount == Index.supply(held, supplyIndex);
        long scaled = isAll ? held : Index.scaledUp(amount, supplyIndex);
        Reserve after = moved(-amount, 0, -scaled, deficit);
        return new Accepted<>(new Posting(after, scaled, amount));
    }

    /** A borrower takes an amount out and owes scaled debt, rounded up. The caller checks the borrower's health. */
    public Result<Posting> borrow(ReserveTerms terms, long amount) {
        if (amount <= 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        if (Math.addExact(debt(), amount) > terms.borrowCap()) {
            return new Refused<>(Refusal.BORROW_CAP);
        }
        if (amount > cash) {
            return new Refused<>(Refusal.NO_CASH);
        }
        long scaled = Index.scaledUp(amount, borrowIndex);
        Reserve after = moved(-amount, scaled, 0, deficit);
        return new Accepted<>(new Posting(after, scaled, amount));
    }

    /**
     * A debt is repaid, for scaled debt rounded down; for all that is owed, all of it.
     *
     * @param owed the borrower's scaled debt
     */
    public Result<Posting> repay(long amount, long owed) {
        long due = Index.debt(owed, borrowIndex);
        if (amount <= 0 || amount > due || owed > scaledDebt) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long scaled = amount == due ? owed : Index.scaledDown(amount, borrowIndex);
        Reserve after = moved(amount, -scaled, 0, deficit);
        return new Accepted<>(new Posting(after, scaled, amount));
    }

    /**
     * Debt of an account without collateral is burned, so that it bears no more interest, and becomes deficit (Aave 3.3).
     *
     * @param owed scaled debt of the account
     * @return the posting; its amount is the new deficit
     */
    public Result<Posting> burned(long owed) {
        if (owed <= 0 || owed > scaledDebt) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long lost = debt() - Index.debt(scaledDebt - owed, borrowIndex);
        Reserve after = moved(0, -owed, 0, Math.addExact(deficit, lost));
        return new Accepted<>(new Posting(after, owed, lost));
    }

    /** Somebody fills a part of the deficit with cash. */
    public Result<Posting> covered(long amount) {
        if (amount <= 0 || amount > deficit) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        Reserve after = moved(amount, 0, 0, deficit - amount);
        return new Accepted<>(new Posting(after, 0, amount));
    }

    /**
     * The deficit is taken from the suppliers by the index, {@code index * (1 - deficit / supply)}: they lose at least the deficit
     * and the treasury gets the units between (Morpho Blue, Euler, Drift v2's spot bankruptcy; {@link Index#lossDelta}).
     *
     * @return the posting; its amount is what the suppliers lose
     */
    public Result<Posting> writtenDown() {
        long before = supply();
        if (deficit == 0 || deficit >= before) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long index = supplyIndex - Index.lossDelta(supplyIndex, deficit, before);
        long lost = before - Index.supply(scaledSupply, index);
        Reserve after = new Reserve(
                cash,
                scaledDebt,
                borrowIndex,
                scaledSupply,
                index,
                Math.addExact(treasury, lost - deficit),
                0,
                accruedAt);
        return new Accepted<>(new Posting(after, 0, lost));
    }

    /** A supplier's claim passes to the treasury: the protocol's fee, or money paid to it that lies in the pool already. */
    public Result<Posting> forfeited(long scaled) {
        if (scaled <= 0 || scaled > scaledSupply) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long amount = supply() - Index.supply(scaledSupply - scaled, supplyIndex);
        return new Accepted<>(new Posting(moved(0, 0, -scaled, deficit), scaled, amount));
    }

    /** The treasury pays: suppliers own what it owned. */
    public Result<Posting> paidOut(long amount) {
        long scaled = amount <= 0 ? 0 : Index.scaledDown(amount, supplyIndex);
        if (scaled == 0 || amount > treasury) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        return new Accepted<>(new Posting(moved(0, 0, scaled, deficit), scaled, amount));
    }

    /** Money issued against nothing: suppliers own more, and the deficit grows ({@code Vat.suck}). */
    public Result<Posting> unbacked(long amount) {
        long scaled = amount <= 0 ? 0 : Index.scaledDown(amount, supplyIndex);
        if (scaled == 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        return new Accepted<>(new Posting(moved(0, 0, scaled, Math.addExact(deficit, amount)), scaled, amount));
    }

    /** The treasury fills a part of the deficit ({@code Vat.heal}). */
    public Result<Posting> healed(long amount) {
        if (amount <= 0 || amount > deficit || amount > treasury) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        return new Accepted<>(new Posting(moved(0, 0, 0, deficit - amount), 0, amount));
    }

    /** Debt is put back on a borrower, rounded up, in the treasury's favour ({@code End.skip}). */
    public Result<Posting> charged(long amount) {
        if (amount <= 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long scaled = Index.scaledUp(amount, borrowIndex);
        return new Accepted<>(new Posting(moved(0, scaled, 0, deficit), scaled, amount));
    }

    private Reserve moved(long cashChange, long debtChange, long supplyChange, long newDeficit) {
        long newCash = Math.addExact(cash, cashChange);
        long newDebt = Math.addExact(scaledDebt, debtChange);
        long newSupply = Math.addExact(scaledSupply, supplyChange);
        long assets = Math.addExact(Math.addExact(newCash, Index.debt(newDebt, borrowIndex)), newDeficit);
        long newTreasury = Math.subtractExact(assets, Index.supply(newSupply, supplyIndex));
        return new Reserve(newCash, newDebt, borrowIndex, newSupply, supplyIndex, newTreasury, newDeficit, accruedAt);
    }
}
