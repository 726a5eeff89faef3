package io.backstop.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A party at a protocol: dollars, positions, other collateral. Immutable.
 *
 * <p>Conserved is the balance {@code b = cash - sum of open costs}; equity is {@code b + sum of size * mark} plus collateral.
 *
 * @param key {@code population << 32 | ordinal}
 * @param cash micro-dollars, signed
 * @param positions in ascending market number, none of size 0
 * @param collateral units of each asset of the scenario, none negative
 * @param coolDownUntil simulated milliseconds, 0 if there was no slice
 * @param writtenOff whether its negative cash is recorded as bad debt
 */
public record Account(
        long key, long cash, List<Position> positions, long[] collateral, long coolDownUntil, boolean writtenOff) {
    /**
     * Checks order and signs.
     *
     * @throws IllegalArgumentException if positions are not ascending or have size 0, or an asset is negative
     */
    public Account {
        int last = -1;
        for (Position position : positions) {
            if (position.market() <= last || position.size() == 0) {
                throw new IllegalArgumentException("positions out of order or empty: " + positions);
            }
            last = position.market();
        }
        for (long units : collateral) {
            if (units < 0) {
                throw new IllegalArgumentException("negative collateral: " + units);
            }
        }
    }

    /** Cash minus signed open cost: what a price move does not change. */
    public long balance() {
        long balance = cash;
        for (Position position : positions) {
            balance = Math.subtractExact(balance, position.openCost());
        }
        return balance;
    }

    /** The account after a levy's charge. */
    public Account charged(Levy levy) {
        return new Account(
                key,
                Math.subtractExact(cash, levy.charge(key, positions)),
                positions,
                collateral,
                coolDownUntil,
                writtenOff);
    }

    /**
     * The account after a pass.
     *
     * @throws ArithmeticException on overflow
     */
    public Account changed(AccountChange change) {
        long newCash = cash;
        List<Position> newPositions = new ArrayList<>(positions);
        for (Trade trade : change.trades()) {
            newCash = Math.addExact(newCash, post(newPositions, trade));
        }
        return new Account(
                key,
                Math.addExact(newCash, change.cash()),
                List.copyOf(newPositions),
                without(change.collateral()),
                change.coolDownUntil() < 0 ? coolDownUntil : change.coolDownUntil(),
                writtenOff || change.writtenOff());
    }

    /** Posts a trade on positions kept in market order; returns the cash that it realises. */
    public static long post(List<Position> positions, Trade trade) {
        int at = 0;
        while (at < positions.size() && positions.get(at).market() < trade.market()) {
            at++;
        }
        boolean held = at < positions.size() && positions.get(at).market() == trade.market();
        Position before = held ? positions.get(at) : new Position(trade.market(), 0, 0);
        long realised = before.realisedPnl(trade.size(), trade.consideration());
        Position after = before.trade(trade.size(), trade.consideration());
        if (held) {
            positions.remove(at);
        }
        if (after.size() != 0) {
            positions.add(at, after);
        }
        return realised;
    }

    private long[] without(long[] units) {
        if (units.length == 0) {
            return collateral;
        }
        long[] left = Arrays.copyOf(collateral, collateral.length);
        for (int asset = 0; asset < units.length; asset++) {
            left[asset] -= units[asset];
        }
        return left;
    }

    /** The {@link Fingerprint}, by which an account and its row in the risk table are compared. */
    public long fingerprint() {
        long hash = Fingerprint.start(key, cash);
        for (Position position : positions) {
            hash = Fingerprint.position(hash, position.market(), position.size(), position.openCost());
        }
        for (long units : collateral) {
            hash = Fingerprint.collateral(hash, units);
        }
        return Fingerprint.end(hash, coolDownUntil, writtenOff);
    }
}
