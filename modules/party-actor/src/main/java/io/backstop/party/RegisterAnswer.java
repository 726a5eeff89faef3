package io.backstop.party;

import io.backstop.kernel.Answer;
import java.util.List;

/** What a debt register says. */
public sealed interface RegisterAnswer extends Answer {
    /** Settled, and every party agreed. */
    record Done() implements RegisterAnswer {}

    /**
     * Sums over its parties.
     *
     * @param cash micro-dollars of all its parties
     * @param units of each asset
     * @param fingerprints two sums over the parties, the same for any partitioning once added
     */
    record Totals(long parties, long cash, long[] units, long[] fingerprints) implements RegisterAnswer {
        /** The sums of all registers that answered. */
        public static Totals of(List<Totals> registers, int assets) {
            long parties = 0;
            long cash = 0;
            long[] units = new long[assets];
            long[] fingerprints = new long[2];
            for (Totals register : registers) {
                parties += register.parties;
                cash = Math.addExact(cash, register.cash);
                for (int asset = 0; asset < assets; asset++) {
                    units[asset] = Math.addExact(units[asset], register.units[asset]);
                }
                fingerprints[0] += register.fingerprints[0];
                fingerprints[1] += register.fingerprints[1];
            }
            return new Totals(parties, cash, units, fingerprints);
        }
    }

    /**
     * What is not as it opened.
     *
     * @param parties that changed
     * @param debts places of debts of which something was paid, ascending
     * @param outstanding micro-dollars left of each
     */
    record Changed(List<Party> parties, int[] debts, long[] outstanding) implements RegisterAnswer {}

    /**
     * How many of its parties find their own equation false, and the first of them.
     *
     * @param first number of the party, -1 if there is none
     */
    record Verified(int residuals, int first) implements RegisterAnswer {}
}
