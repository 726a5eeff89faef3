package io.backstop.lending.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.pool.Reserve.Posting;
import io.backstop.lending.rate.Index;
import io.backstop.lending.rate.KinkedCurve;
import io.backstop.model.Ratio;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** I6 of the norm: {@code cash + debt + deficit = supply + treasury}, and holders add up to within a unit each. */
class ReserveTest {
    private static final long PERCENT = Index.SCALE / 100;
    private static final ReserveTerms TERMS = new ReserveTerms(
            new KinkedCurve(PERCENT, 4 * PERCENT, 60 * PERCENT, 80 * PERCENT),
            Ratio.of(1, 10),
            Long.MAX_VALUE,
            Long.MAX_VALUE);
    private static final int HOLDERS = 4;

    /** 800 of 1,000 lent for a year at 5 %: 41.02 of interest; suppliers get 3.6 %, the treasury the rest. */
    @Test
    void aYearsInterestIsSplitBetweenSuppliersAndTreasury() {
        Reserve lent = lent(1_000_000_000, 800_000_000);
        Reserve later = lent.accrued(TERMS, Index.YEAR_MILLIS);
        assertThat(later.debt()).isEqualTo(841_016_667);
        assertThat(later.supply()).isEqualTo(1_036_000_000);
        assertThat(later.treasury()).isEqualTo(5_016_667);
        assertThat(later.cash()).isEqualTo(200_000_000);
    }

    @Test
    void noMoreIsPaidOutThanThereIsCash() {
        Reserve lent = lent(1_000, 1_000);
        assertThat(lent.utilisation()).isEqualTo(Index.SCALE);
        assertThat(lent.withdraw(1, 1_000)).isEqualTo(new Refused<Posting>(Refusal.NO_CASH));
        assertThat(lent.borrow(TERMS, 1)).isEqualTo(new Refused<Posting>(Refusal.NO_CASH));
    }

    @Test
    void capsHoldForWhatIsAdded() {
        ReserveTerms capped = new ReserveTerms(TERMS.curve(), TERMS.reserveFactor(), 1_000, 600);
        Reserve full = Reserve.empty(0).supply(capped, 1_000).orThrow().reserve();
        assertThat(full.supply(capped, 1)).isEqualTo(new Refused<Posting>(Refusal.SUPPLY_CAP));
        assertThat(full.borrow(capped, 601)).isEqualTo(new Refused<Posting>(Refusal.BORROW_CAP));
        assertThat(full.borrow(capped, 600).isAccepted()).isTrue();
    }

    /** Aave 3.3: burned debt bears no interest, suppliers keep nominal claims, a cover fills the hole. */
    @Test
    void burnedDebtIsADeficitUntilItIsCovered() {
        Reserve burned = lent(1_000, 800).burned(300).orThrow().reserve();
        assertThat(burned.debt()).isEqualTo(500);
        assertThat(burned.deficit()).isEqualTo(300);
        assertThat(burned.supply()).isEqualTo(1_000);
        Reserve covered = burned.covered(300).orThrow().reserve();
        assertThat(covered.deficit()).isZero();
        assertThat(covered.cash()).isEqualTo(500);
        assertThat(burned.covered(301)).isEqualTo(new Refused<Posting>(Refusal.BAD_AMOUNT));
    }

    /** Drift v2, successful_resolve_spot_bankruptcy: 100 lost of 1,000 makes the index 0.9. */
    @Test
    void aWriteDownTakesTheDeficitFromEverySupplier() {
        Posting down =
                lent(1_000, 800).burned(100).orThrow().reserve().writtenDown().orThrow();
        assertThat(down.reserve().supplyIndex()).isEqualTo(90 * PERCENT);
        assertThat(down.amount()).isEqualTo(100);
        assertThat(down.reserve().supply()).isEqualTo(900);
    }

    @Test
    void timeDoesNotRunBackward() {
        assertThatThrownBy(() -> Reserve.empty(10).accrued(TERMS, 9)).hasMessageContaining("backward");
    }

    /** One step: what is done, by whom, how much. */
    private record Step(int action, int holder, long amount) {}

    @Property(tries = 300)
    void theBooksBalanceAfterAnySteps(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 5) Integer> actions,
            @ForAll @IntRange(max = 1_000) int salt,
            @ForAll @LongRange(min = 1, max = 1_000_000) long scale) {
        Books books = new Books();
        for (int i = 0; i < actions.size(); i++) {
            int holder = (i * 7 + salt) % HOLDERS;
            books.apply(new Step(actions.get(i), holder, 1 + (i * 31L + salt) % 97 * scale));
            books.check();
        }
    }

    /** A reserve with its holders. */
    private static final class Books {
        private final long[] supplied = new long[HOLDERS];
        private final long[] owed = new long[HOLDERS];
        private Reserve reserve = Reserve.empty(0);

        void apply(Step step) {
            int who = step.holder();
            switch (step.action()) {
                case 0 -> post(reserve.supply(TERMS, step.amount()), supplied, who, 1);
                case 1 -> post(reserve.borrow(TERMS, Math.min(step.amount(), reserve.cash())), owed, who, 1);
                case 2 -> post(reserve.withdraw(atMost(step, worth(who)), supplied[who]), supplied, who, -1);
                case 3 -> post(reserve.repay(atMost(step, due(who)), owed[who]), owed, who, -1);
                case 4 -> post(reserve.burned(owed[who]), owed, who, -1);
                default -> reserve = reserve.accrued(TERMS, reserve.accruedAt() + step.amount() * 1_000);
            }
        }

        private static long atMost(Step step, long most) {
            return Math.min(step.amount(), most);
        }

        private long worth(int who) {
            return Index.supply(supplied[who], reserve.supplyIndex());
        }

        private long due(int who) {
            return Index.debt(owed[who], reserve.borrowIndex());
        }

        private void post(Result<Posting> result, long[] units, int who, int sign) {
            if (result instanceof Result.Accepted<Posting>(Posting posting)) {
                reserve = posting.reserve();
                units[who] += sign * posting.scaled();
            }
        }

        /** The reserve itself refuses to be built out of balance; here the holders are added up. */
        void check() {
            long supply = 0;
            long debt = 0;
            for (int who = 0; who < HOLDERS; who++) {
                supply += worth(who);
                debt += due(who);
            }
            assertThat(reserve.supply() - supply).isBetween(0L, (long) HOLDERS);
            assertThat(debt - reserve.debt()).isBetween(0L, (long) HOLDERS);
        }
    }

    private static Reserve lent(long supplied, long borrowed) {
        Reserve reserve = Reserve.empty(0).supply(TERMS, supplied).orThrow().reserve();
        return reserve.borrow(TERMS, borrowed).orThrow().reserve();
    }
}
