package io.backstop.scenario.debt;

import io.backstop.scenario.Distribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Debts and guarantees between parties, listed or drawn.
 *
 * @param debts by debtor, creditor, seniority and amount; several between the same parties are several debts
 * @param guarantees by debt, guarantor, seniority and limit
 * @param generator of more parties and debts, or null
 */
public record NetworkSpec(
        List<ObligationSpec> debts,
        List<GuaranteeSpec> guarantees,
        @Nullable GeneratorSpec generator) {
    /**
     * A debt.
     *
     * @param amount micro-dollars, positive
     * @param seniority 0 is paid first
     */
    public record ObligationSpec(String debtor, String creditor, long amount, int seniority) {}

    /**
     * A guarantee of a listed debt.
     *
     * @param debt its place in the list of debts
     * @param limit micro-dollars
     * @param seniority of the call among the guarantor's debts
     */
    public record GuaranteeSpec(String guarantor, int debt, long limit, int seniority) {}

    /**
     * A drawn network; its parties are named {@code bank-000000} and on.
     *
     * @param parties number, 2 or more
     * @param meanDegree ERDOS_RENYI: debts of a party on average
     * @param coreShare CORE_PERIPHERY: part of the parties in the core
     * @param coreToCore CORE_PERIPHERY: chance of a debt from core to core
     * @param coreToPeriphery CORE_PERIPHERY: chance of a debt between core and periphery, either way
     * @param peripheryToPeriphery CORE_PERIPHERY: chance of a debt within the periphery
     * @param amount of a debt, dollars
     * @param cash of a party, dollars
     * @param externalDebt of a party, dollars
     */
    public record GeneratorSpec(
            Kind kind,
            int parties,
            double meanDegree,
            double coreShare,
            double coreToCore,
            double coreToPeriphery,
            double peripheryToPeriphery,
            Distribution amount,
            Distribution cash,
            Distribution externalDebt) {
        /** The named generators. */
        public enum Kind {
            /** Each debt with the same chance. */
            ERDOS_RENYI,
            /** A core that all deal with. */
            CORE_PERIPHERY,
            /** Each owes the next. */
            RING
        }
    }
}
