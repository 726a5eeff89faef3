package io.backstop.scenario.debt;

import io.backstop.model.Ratio;
import io.backstop.scenario.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accounts of a lending protocol, drawn or listed. */
public sealed interface LendingPopulation {
    /** The population's name, without {@code -}. */
    String name();

    /** Number of accounts. */
    int count();

    /** How its borrowers keep their collateral, or null if they never act. */
    @Nullable
    BandSpec band();

    /**
     * Borrowers against one collateral.
     *
     * @param collateral number of the reserve
     * @param debt number of the reserve
     * @param debtValue of an account, dollars at time zero
     * @param cap most dollars of it
     * @param collateralRatio value of collateral over debt, at time zero; what is drawn below {@code leastRatio} is that
     */
    record DrawnBorrowers(
            String name,
            int count,
            int collateral,
            int debt,
            Distribution debtValue,
            double cap,
            Distribution collateralRatio,
            double leastRatio,
            @Nullable BandSpec band)
            implements LendingPopulation {}

    /** Accounts by name. */
    record ListedBorrowers(
            String name,
            List<ListedBorrower> accounts,
            @Nullable BandSpec band) implements LendingPopulation {
        @Override
        public int count() {
            return accounts.size();
        }
    }

    /**
     * An account.
     *
     * @param supplied units at each reserve, 0 or more
     * @param owed units at each reserve, 0 or more
     * @param cash micro-dollars beside the protocol that its owner may top up with
     */
    record ListedBorrower(String name, long[] supplied, long[] owed, long cash) {}

    /**
     * A borrower's rule: collateral over debt is kept within a band.
     *
     * @param low below which the borrower acts
     * @param target to which it goes
     * @param high above which it borrows more, if it does
     * @param topsUp whether it adds cash first
     * @param releverages whether it borrows more above {@code high} and buys collateral: a loop
     * @param meanDelayTicks mean ticks from seeing to acting, 1 or more
     */
    record BandSpec(Ratio low, Ratio target, Ratio high, boolean topsUp, boolean releverages, long meanDelayTicks) {}
}
