package io.backstop.lending.pass;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.MakerTerms;
import io.backstop.lending.book.PoolTerms;
import java.util.List;

/**
 * One pass of a protocol. A pool's fixed-spread liquidations go by health factor ascending, then by name; a protocol with a ledger
 * sells at its auctions, starts new ones, and then deals with surplus and debt.
 *
 * @param input its accounts are those in breach; {@linkplain #wantsBorrowers at the shutdown} all that owe
 */
public record LendingPass(PassInput input) implements LendingPlan {
    /** Whether the emergency shutdown comes now, which concerns every borrower. */
    public static boolean wantsBorrowers(PoolTerms terms, LendingPool pool, long now) {
        MakerTerms maker = terms.maker();
        return maker != null && maker.isShutDown(now) && !pool.house().isShutDown();
    }

    @Override
    public SpotOrders orders() {
        return run(Spot.atPrices(input.terms(), input.prices(), input.assets())).orders();
    }

    @Override
    public LendingOutcome outcome(List<Execution> quotes) {
        return run(Spot.quoted(quotes)).outcome();
    }

    private Draft run(Spot spot) {
        Draft draft = new Draft(input, spot);
        MakerTerms maker = input.terms().maker();
        if (maker == null) {
            draft.look();
            new SpreadLiquidations(draft).run();
        } else if (!maker.isShutDown(input.now())) {
            draft.look();
            new VaultAuctions(draft, maker).run();
            new LedgerAuctions(draft, maker).run();
        } else if (!input.pool().house().isShutDown()) {
            new VaultShutdown(draft, maker).run();
        }
        return draft;
    }
}
