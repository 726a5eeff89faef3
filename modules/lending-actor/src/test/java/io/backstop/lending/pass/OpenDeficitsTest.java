package io.backstop.lending.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.PoolOp;
import org.junit.jupiter.api.Test;

/** Two auctions of one vault that end in the same pass leave two deficits of one id: 10 and 5. */
class OpenDeficitsTest {
    private static final String ID = "7.1/maker/vaults-000001";

    private final LendingPool pool = LendingPool.opened(new Protocols().open().terms, new long[3], new long[3])
            .after(new PoolOp.DeficitOpened(new OpenDeficit(ID, 0, 10)))
            .after(new PoolOp.DeficitOpened(new OpenDeficit(ID, 0, 5)));

    @Test
    void aPaymentLowersThemInTheirOrder() {
        assertThat(pool.after(new PoolOp.DeficitPaid(ID, 0, 12)).deficits()).containsExactly(new OpenDeficit(ID, 0, 3));
        assertThat(pool.after(new PoolOp.DeficitPaid(ID, 0, 15)).deficits()).isEmpty();
    }

    @Test
    void nothingIsPaidBeyondWhatIsOpen() {
        assertThatThrownBy(() -> pool.after(new PoolOp.DeficitPaid(ID, 0, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 units beyond");
    }
}
