package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ObligationNetworkTest {
    private static final List<ShareIssue> THREE_ISSUES =
            List.of(new ShareIssue(0, 10, 0), new ShareIssue(1, 10, 0), new ShareIssue(2, 10, 0));

    @Test
    void aClosedCycleOfHoldingsIsNamed() {
        assertThatThrownBy(() ->
                        network(THREE_ISSUES, new Holding(1, 0, 10), new Holding(2, 1, 10), new Holding(0, 2, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("[0, 1, 2]");
    }

    @Test
    void anOutsideHolderOfOneOfThemIsEnough() {
        network(THREE_ISSUES, new Holding(1, 0, 10), new Holding(2, 1, 9), new Holding(0, 2, 10));
        network(THREE_ISSUES, new Holding(1, 0, 10), new Holding(2, 1, 9), new Holding(3, 1, 1), new Holding(0, 2, 10));
    }

    @Test
    void whatCannotBeIsRefusedByPosition() {
        assertRefused("debt 0: unknown creditor 4", new Debt(0, 4, 1));
        assertRefused("debt 0: unknown debtor -1", new Debt(-1, 0, 1));
        assertRefused("debt 1 is negative: -5", new Debt(0, 1, 1), new Debt(0, 1, -5));
        assertRefused("debt 0: party 2 owes itself", new Debt(2, 2, 1));
        assertThatThrownBy(() -> network(List.of(new ShareIssue(0, 0, 0))))
                .hasMessage("a share issue needs shares: issuer 0");
        assertThatThrownBy(() -> network(THREE_ISSUES, new Holding(1, 0, 6), new Holding(3, 0, 5)))
                .hasMessage("more shares are held than exist: issuer 0");
        assertThatThrownBy(() -> network(THREE_ISSUES, new Holding(1, 3, 6))).hasMessage("no shares are issued by 3");
    }

    private static ObligationNetwork network(List<ShareIssue> issues, Holding... holdings) {
        return ObligationNetwork.of(4, List.of(), issues, List.of(holdings), List.of());
    }

    private static void assertRefused(String message, Debt... debts) {
        assertThatThrownBy(() -> ObligationNetwork.of(4, List.of(debts)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
