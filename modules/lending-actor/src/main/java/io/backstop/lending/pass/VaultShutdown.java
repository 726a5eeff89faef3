package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.book.MakerTerms;
import io.backstop.lending.book.OpenAuction;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.maker.FinePrice;
import io.backstop.lending.maker.Shutdown;
import io.backstop.lending.maker.Vault;
import java.util.TreeSet;

/**
 * Emergency shutdown (dss {@code End}): auctions are called off, lots go back and tabs are owed again; then every vault gives
 * collateral for its debt at the price of the moment. What it gives is the treasury's, for the holders of the dollars; what it lacks
 * is a deficit.
 */
final class VaultShutdown {
    private final Draft draft;
    private final MakerTerms maker;

    VaultShutdown(Draft draft, MakerTerms maker) {
        this.draft = draft;
        this.maker = maker;
    }

    void run() {
        draft.apply(new PoolOp.ShutDown());
        TreeSet<Long> keys = new TreeSet<>();
        draft.input().accounts().forEach(account -> keys.add(account.key()));
        for (OpenAuction open : draft.input().pool().house().auctions()) {
            cancel(open);
            keys.add(open.account());
        }
        keys.forEach(this::skim);
    }

    private void cancel(OpenAuction open) {
        long lot = open.auction().lot();
        long tab = open.auction().tab();
        draft.apply(new PoolOp.AuctionCancelled(open.id()));
        long claim = draft.apply(new PoolOp.Supply(open.reserve(), lot, false)).scaled();
        draft.supplied(open.account(), open.reserve(), claim);
        long debt = draft.apply(new PoolOp.Charge(maker.dollars(), tab)).scaled();
        draft.owed(open.account(), maker.dollars(), debt);
        draft.line(new LendingLine.AuctionCancelled(open.id(), open.account(), open.reserve(), lot, tab));
    }

    private void skim(long key) {
        LendingAccount account = draft.account(key);
        int reserve = draft.largestCollateral(account);
        long owed = account.owed()[maker.dollars()];
        if (owed == 0 || reserve < 0) {
            return;
        }
        long price = FinePrice.of(draft.price(reserve));
        Vault vault = new Vault(account.supplied()[reserve], owed);
        Shutdown.Skim skim = Shutdown.at(price).skim(vault, VaultAuctions.type(draft, maker, reserve));
        long debt = draft.apply(new PoolOp.Burn(maker.dollars(), owed)).units();
        draft.owed(key, maker.dollars(), -owed);
        if (skim.taken() > 0) {
            draft.apply(new PoolOp.Forfeit(reserve, skim.taken()));
            draft.supplied(key, reserve, -skim.taken());
        }
        draft.line(new LendingLine.Skimmed(key, reserve, skim.taken(), debt));
        long missing = debt - Math.min(debt, Math.multiplyExact(skim.taken(), draft.price(reserve)));
        if (missing > 0) {
            draft.deficit(key, maker.dollars(), missing);
        }
    }
}
