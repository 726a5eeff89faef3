package io.backstop.lending.maker;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.maker.Vault.Change;
import io.backstop.lending.maker.Vault.Changed;
import io.backstop.lending.rate.Index;
import org.junit.jupiter.api.Test;

/** dss {@code vat.t.sol}: price with margin 1, rate 1. */
class VaultTest {
    private static final long SPOT = FinePrice.of(1);

    @Test
    void debtMayNotGrowAboveTheCeilingButMayShrinkThere() {
        assertThat(adjust(Vault.EMPTY, type(0, 10, 0), 10, 9).isAccepted()).isTrue();
        assertThat(adjust(new Vault(20, 9), type(9, 10, 0), 0, 2)).isEqualTo(refused(Refusal.CEILING));
        assertThat(adjust(new Vault(10, 8), type(8, 5, 0), 0, -1).isAccepted()).isTrue();
    }

    @Test
    void theGlobalCeilingHoldsToo() {
        Change change = new Change(10, 6, true);
        assertThat(Vault.EMPTY.adjusted(type(0, 100, 0), 95, 100, change)).isEqualTo(refused(Refusal.CEILING));
        assertThat(Vault.EMPTY.adjusted(type(0, 100, 0), 94, 100, change).isAccepted())
                .isTrue();
    }

    @Test
    void anUnsafePositionMayBeImprovedButNotWorsened() {
        Vault unsafe = new Vault(4, 5);
        assertThat(adjust(unsafe, type(5, 100, 0), 0, -1).isAccepted()).isTrue();
        assertThat(adjust(unsafe, type(5, 100, 0), 0, 1)).isEqualTo(refused(Refusal.NOT_SAFE));
        assertThat(adjust(unsafe, type(5, 100, 0), -1, 0)).isEqualTo(refused(Refusal.NOT_SAFE));
        assertThat(adjust(new Vault(10, 5), type(5, 100, 0), 0, 6)).isEqualTo(refused(Refusal.NOT_SAFE));
    }

    @Test
    void onlyTheOwnerMayTakeMoreRisk() {
        Vault vault = new Vault(10, 5);
        assertThat(vault.adjusted(type(5, 100, 0), 0, 100, new Change(0, 1, false)))
                .isEqualTo(refused(Refusal.NO_CONSENT));
        assertThat(vault.adjusted(type(5, 100, 0), 0, 100, new Change(1, 0, false))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void aDebtIsNothingOrAtLeastDust() {
        assertThat(adjust(new Vault(9, 1), type(1, 100, 5), 5, 2)).isEqualTo(refused(Refusal.DUST));
        assertThat(adjust(new Vault(9, 1), type(1, 100, 5), 0, 5).isAccepted()).isTrue();
        assertThat(adjust(new Vault(9, 5), type(5, 100, 5), 0, -5).isAccepted()).isTrue();
    }

    /** A rate of 1.5: 3 of normalised debt are 4.5, rounded up. */
    @Test
    void debtIsNormalisedDebtTimesRateRoundedUp() {
        CollateralType type = new CollateralType(3, Index.SCALE * 3 / 2, SPOT, 100, 0);
        assertThat(new Vault(5, 3).debt(type)).isEqualTo(5);
        assertThat(new Vault(5, 3).isSafe(type)).isTrue();
        assertThat(new Vault(4, 3).isSafe(type)).isFalse();
    }

    private static Result<Changed> adjust(Vault vault, CollateralType type, long deltaInk, long deltaArt) {
        return vault.adjusted(type, 0, Long.MAX_VALUE, new Change(deltaInk, deltaArt, true));
    }

    private static CollateralType type(long totalArt, long line, long dust) {
        return new CollateralType(totalArt, Index.SCALE, SPOT, line, dust);
    }

    private static Refused<Changed> refused(Refusal reason) {
        return new Refused<>(reason);
    }
}
