package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol's ledger of surplus and bad debt (dss {@code Vow}). Immutable; amounts in micro-dollars.
 *
 * <p>Every step keeps {@code surplus - debt} except income, bad debt and the sale of surplus, which are its purpose.
 *
 * @param surplus stable money that the ledger owns
 * @param debt all bad debt, queued and on auction too
 * @param queue bad debt that waits, oldest first
 * @param onAuction debt that auctions are to cover
 */
public record Ledger(long surplus, long debt, List<Queued> queue, long onAuction) {
    /** Nothing. */
    public static final Ledger EMPTY = new Ledger(0, 0, List.of(), 0);

    /**
     * Bad debt that waits for collateral auctions to pay it.
     *
     * @param since milliseconds
     * @param amount positive
     */
    public record Queued(long since, long amount) {}

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if an amount is negative or the parts are more than the debt
     */
    public Ledger {
        queue = List.copyOf(queue);
        if (surplus < 0 || onAuction < 0 || Math.addExact(sum(queue), onAuction) > debt) {
            throw new IllegalArgumentException(
                    "surplus " + surplus + ", debt " + debt + ", queued " + sum(queue) + ", on auction " + onAuction);
        }
    }

    /** Debt that waits. */
    public long queued() {
        return sum(queue);
    }

    /** Debt that is neither queued nor on auction. */
    public long free() {
        return debt - queued() - onAuction;
    }

    /** With income: fees, what auctions raise, donations. */
    public Ledger received(long amount) {
        return new Ledger(Math.addExact(surplus, amount), debt, queue, onAuction);
    }

    /** With money spent that is backed by new debt: a keeper's incentive ({@code Vat.suck}). */
    public Ledger owing(long amount) {
        return new Ledger(surplus, Math.addExact(debt, amount), queue, onAuction);
    }

    /** With bad debt that is queued ({@code fess}). */
    public Ledger queued(long amount, long now) {
        if (amount == 0) {
            return this;
        }
        List<Queued> longer = new ArrayList<>(queue);
        longer.add(new Queued(now, amount));
        return new Ledger(surplus, Math.addExact(debt, amount), longer, onAuction);
    }

    /** Whether debt that was queued at a time may leave the queue: {@code since + wait <= now} ({@code flog}). */
    public static boolean isReleasable(LedgerTerms terms, long since, long now) {
        return now - since >= terms.waitMillis();
    }

    /** With all debt out of the queue that has waited long enough. */
    public Ledger released(LedgerTerms terms, long now) {
        List<Queued> left = new ArrayList<>();
        for (Queued entry : queue) {
            if (!isReleasable(terms, entry.since(), now)) {
                left.add(entry);
            }
        }
        return new Ledger(surplus, debt, left, onAuction);
    }

    /** Free debt that surplus can pay ({@code heal}). */
    public long healable() {
        return Math.min(surplus, free());
    }

    /** Starts a debt auction: only without surplus, and if free debt reaches {@code sump} ({@code flop}). */
    public Result<Ledger> debtAuctionStarted(LedgerTerms terms) {
        if (free() < terms.sump()) {
            return new Refused<>(Refusal.NOT_ENOUGH_DEBT);
        }
        if (surplus != 0) {
            return new Refused<>(Refusal.SURPLUS_LEFT);
        }
        return new Accepted<>(new Ledger(surplus, debt, queue, Math.addExact(onAuction, terms.sump())));
    }

    /**
     * Starts a surplus auction, which takes {@code bump} into its custody: only if surplus reaches {@code debt + bump + hump} and
     * no debt is free ({@code flap}).
     */
    public Result<Ledger> surplusAuctionStarted(LedgerTerms terms) {
        if (surplus < Math.addExact(debt, Math.addExact(terms.bump(), terms.hump()))) {
            return new Refused<>(Refusal.NOT_ENOUGH_SURPLUS);
        }
        if (free() != 0) {
            return new Refused<>(Refusal.DEBT_LEFT);
        }
        return new Accepted<>(new Ledger(surplus - terms.bump(), debt, queue, onAuction));
    }

    private static long sum(List<Queued> queue) {
        long sum = 0;
        for (Queued entry : queue) {
            sum = Math.addExact(sum, entry.amount());
        }
        return sum;
    }
}
