package io.backstop.lending.book;

import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.maker.SurplusAuction;
import io.backstop.lending.pool.AutoLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Auctions, debt queue and ceiling of a protocol with vaults. Immutable. Surplus and debt themselves are the treasury and the deficit
 * of the reserve of dollars.
 *
 * @param auctions of collateral, by number
 * @param queue debt that waits, oldest first
 * @param onAuction debt that auctions are to cover, micro-dollars
 * @param debtAuctions by number
 * @param surplusAuctions by number
 * @param ceiling of debt
 * @param nextId number of the next auction of any kind
 * @param isShutDown whether the emergency shutdown has come
 */
public record AuctionHouse(
        List<OpenAuction> auctions,
        List<Ledger.Queued> queue,
        long onAuction,
        List<OpenDebtAuction> debtAuctions,
        List<OpenSurplusAuction> surplusAuctions,
        AutoLine.Ceiling ceiling,
        long nextId,
        boolean isShutDown) {
    /** One without auctions. */
    public static AuctionHouse empty(long ceiling) {
        return new AuctionHouse(
                List.of(), List.of(), 0, List.of(), List.of(), new AutoLine.Ceiling(ceiling, 0, -1), 1, false);
    }

    /** Tabs at auction. */
    public long dirt() {
        long sum = 0;
        for (OpenAuction open : auctions) {
            sum = Math.addExact(sum, open.auction().tab());
        }
        return sum;
    }

    /** Debt that running collateral auctions may still raise. */
    public long due() {
        long sum = 0;
        for (OpenAuction open : auctions) {
            sum = Math.addExact(sum, open.due());
        }
        return sum;
    }

    /** Units of a reserve in the custody of auctions. */
    public long lots(int reserve) {
        long sum = 0;
        for (OpenAuction open : auctions) {
            sum = Math.addExact(sum, open.reserve() == reserve ? open.auction().lot() : 0);
        }
        return sum;
    }

    /** Dollars in the custody of surplus auctions. */
    public long surplusLots() {
        long sum = 0;
        for (OpenSurplusAuction open : surplusAuctions) {
            sum = Math.addExact(sum, open.auction().lot());
        }
        return sum;
    }

    /**
     * The auction of a number.
     *
     * @throws IllegalArgumentException if it does not run
     */
    public OpenAuction auction(long id) {
        for (OpenAuction open : auctions) {
            if (open.id() == id) {
                return open;
            }
        }
        throw new IllegalArgumentException("no auction " + id);
    }

    AuctionHouse opened(OpenAuction auction, long queued, long now) {
        List<OpenAuction> more = new ArrayList<>(auctions);
        more.add(auction);
        List<Ledger.Queued> longer = new ArrayList<>(queue);
        if (queued > 0) {
            longer.add(new Ledger.Queued(now, queued));
        }
        return with(more, longer, Math.max(nextId, auction.id() + 1));
    }

    /** With another state of an auction, or without it if that is null or without lot. */
    AuctionHouse changed(long id, @Nullable OpenAuction after) {
        List<OpenAuction> rest = new ArrayList<>();
        for (OpenAuction open : auctions) {
            if (open.id() != id) {
                rest.add(open);
            } else if (after != null && after.auction().lot() > 0) {
                rest.add(after);
            }
        }
        return with(rest, queue, nextId);
    }

    AuctionHouse released(long until) {
        return with(
                auctions, queue.stream().filter(entry -> entry.since() > until).toList(), nextId);
    }

    private AuctionHouse with(List<OpenAuction> newAuctions, List<Ledger.Queued> newQueue, long newNextId) {
        return new AuctionHouse(
                newAuctions, newQueue, onAuction, debtAuctions, surplusAuctions, ceiling, newNextId, isShutDown);
    }

    AuctionHouse debtOnAuction(long change) {
        return new AuctionHouse(
                auctions,
                queue,
                Math.addExact(onAuction, change),
                debtAuctions,
                surplusAuctions,
                ceiling,
                nextId,
                isShutDown);
    }

    AuctionHouse opened(OpenDebtAuction auction) {
        List<OpenDebtAuction> more = new ArrayList<>(debtAuctions);
        more.add(auction);
        return new AuctionHouse(
                auctions,
                queue,
                Math.addExact(onAuction, auction.auction().bid()),
                more,
                surplusAuctions,
                ceiling,
                Math.max(nextId, auction.id() + 1),
                isShutDown);
    }

    AuctionHouse debtAuction(long id, @Nullable DebtAuction after) {
        List<OpenDebtAuction> rest = new ArrayList<>();
        for (OpenDebtAuction open : debtAuctions) {
            if (open.id() != id) {
                rest.add(open);
            } else if (after != null) {
                rest.add(new OpenDebtAuction(id, after));
            }
        }
        return new AuctionHouse(auctions, queue, onAuction, rest, surplusAuctions, ceiling, nextId, isShutDown);
    }

    AuctionHouse opened(OpenSurplusAuction auction) {
        List<OpenSurplusAuction> more = new ArrayList<>(surplusAuctions);
        more.add(auction);
        return new AuctionHouse(
                auctions,
                queue,
                onAuction,
                debtAuctions,
                more,
                ceiling,
                Math.max(nextId, auction.id() + 1),
                isShutDown);
    }

    AuctionHouse surplusAuction(long id, @Nullable SurplusAuction after) {
        List<OpenSurplusAuction> rest = new ArrayList<>();
        for (OpenSurplusAuction open : surplusAuctions) {
            if (open.id() != id) {
                rest.add(open);
            } else if (after != null) {
                rest.add(new OpenSurplusAuction(id, after));
            }
        }
        return new AuctionHouse(auctions, queue, onAuction, debtAuctions, rest, ceiling, nextId, isShutDown);
    }

    AuctionHouse ceiling(AutoLine.Ceiling newCeiling) {
        return new AuctionHouse(
                auctions, queue, onAuction, debtAuctions, surplusAuctions, newCeiling, nextId, isShutDown);
    }

    AuctionHouse shutDown() {
        return new AuctionHouse(auctions, queue, onAuction, debtAuctions, surplusAuctions, ceiling, nextId, true);
    }
}
