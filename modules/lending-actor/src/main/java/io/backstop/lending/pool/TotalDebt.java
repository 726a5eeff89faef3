package io.backstop.lending.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A sum of debts, three times: gross; net of what two parties owe each other; and unique, without the part that is secured by a
 * claim on somebody inside the perimeter, which would count the same money again (mechanisms of debt, 1.1).
 *
 * @param gross sum of all debts
 * @param net sum over pairs of the difference of what they owe each other
 * @param unique gross less what is backed by claims inside
 */
public record TotalDebt(long gross, long net, long unique) {

    /**
     * One debt.
     *
     * @param debtor name
     * @param creditor name
     * @param amount micro-dollars, 0 or more
     * @param backedByClaims value of its collateral that is itself a claim inside the perimeter, micro-dollars, 0 or more
     */
    public record Debt(String debtor, String creditor, long amount, long backedByClaims) {
        /**
         * Checks the amounts.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Debt {
            if (amount < 0 || backedByClaims < 0) {
                throw new IllegalArgumentException("debt of " + debtor + " to " + creditor + " must not be negative: "
                        + amount + ", " + backedByClaims);
            }
        }
    }

    /**
     * Adds debts up; queued treasury debt, auction tabs and open deficits are debts too.
     *
     * @throws ArithmeticException on overflow
     */
    public static TotalDebt of(List<Debt> debts) {
        long gross = 0;
        long unique = 0;
        TreeMap<String, TreeMap<String, Long>> pairs = new TreeMap<>();
        for (Debt debt : debts) {
            gross = Math.addExact(gross, debt.amount());
            unique = Math.addExact(unique, debt.amount() - Math.min(debt.amount(), debt.backedByClaims()));
            boolean isForward = debt.debtor().compareTo(debt.creditor()) <= 0;
            String first = isForward ? debt.debtor() : debt.creditor();
            String second = isForward ? debt.creditor() : debt.debtor();
            pairs.computeIfAbsent(first, name -> new TreeMap<>())
                    .merge(second, isForward ? debt.amount() : -debt.amount(), Math::addExact);
        }
        return new TotalDebt(gross, net(new ArrayList<>(pairs.values())), unique);
    }

    private static long net(List<TreeMap<String, Long>> pairs) {
        long net = 0;
        for (TreeMap<String, Long> balances : pairs) {
            for (long balance : balances.values()) {
                net = Math.addExact(net, Math.abs(balance));
            }
        }
        return net;
    }
}
