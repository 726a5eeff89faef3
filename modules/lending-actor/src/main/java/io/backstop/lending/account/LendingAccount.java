package io.backstop.lending.account;

import io.backstop.lending.rate.Index;
import io.backstop.model.RandomStream;

/**
 * A party at a lending protocol. Immutable; all arrays by reserve.
 *
 * @param key {@code population << 32 | ordinal}
 * @param supplied scaled units of its claims, 0 or more
 * @param owed scaled units of its debts, 0 or more
 * @param wallet units beside the protocol, 0 or more
 * @param cash micro-dollars beside the protocol, 0 or more
 */
public record LendingAccount(long key, long[] supplied, long[] owed, long[] wallet, long cash) {
    /**
     * Checks the signs.
     *
     * @throws IllegalArgumentException if an amount is negative
     */
    public LendingAccount {
        for (int reserve = 0; reserve < supplied.length; reserve++) {
            if (supplied[reserve] < 0 || owed[reserve] < 0 || wallet[reserve] < 0) {
                throw new IllegalArgumentException("negative amount at reserve " + reserve + ": supplied "
                        + supplied[reserve] + ", owed " + owed[reserve] + ", wallet " + wallet[reserve]);
            }
        }
        if (cash < 0) {
            throw new IllegalArgumentException("cash must not be negative: " + cash);
        }
    }

    /** What it supplied to a reserve and what that earned, rounded down. */
    public long suppliedUnits(int reserve, long supplyIndex) {
        return Index.supply(supplied[reserve], supplyIndex);
    }

    /** What it owes a reserve with interest, rounded up. */
    public long owedUnits(int reserve, long borrowIndex) {
        return Index.debt(owed[reserve], borrowIndex);
    }

    /** Whether it owes anything. */
    public boolean owes() {
        for (long debt : owed) {
            if (debt > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether it has a claim on any reserve. */
    public boolean supplies() {
        for (long claim : supplied) {
            if (claim > 0) {
                return true;
            }
        }
        return false;
    }

    /** The account after a pass. */
    public LendingAccount changed(LendingChange change) {
        return new LendingAccount(
                key,
                sum(supplied, change.supplied()),
                sum(owed, change.owed()),
                sum(wallet, change.wallet()),
                Math.addExact(cash, change.cash()));
    }

    private static long[] sum(long[] amounts, long[] changes) {
        long[] sums = amounts.clone();
        for (int reserve = 0; reserve < sums.length; reserve++) {
            sums[reserve] = Math.addExact(sums[reserve], changes[reserve]);
        }
        return sums;
    }

    /** A 64-bit mix of all fields, by which an account and its row in the table are compared. */
    public long fingerprint() {
        long hash = RandomStream.mix(key + 1);
        for (int reserve = 0; reserve < supplied.length; reserve++) {
            hash = RandomStream.mix(hash ^ supplied[reserve]);
            hash = RandomStream.mix(hash ^ owed[reserve]);
            hash = RandomStream.mix(hash ^ wallet[reserve]);
        }
        return RandomStream.mix(hash ^ cash);
    }
}
