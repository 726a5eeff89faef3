package io.backstop.scenario.debt;

import io.backstop.model.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * An asset that is a claim on a party: its net asset value per unit is what clearing says.
 *
 * @param asset number of the asset
 * @param issuer name of the party
 * @param supply units outstanding, positive; what no account holds, the public does
 * @param marginPrice what the perpetual venue's margin test values it at
 * @param redemption how holders give it back to the issuer for cash, or null if they cannot
 */
public record TokenSpec(
        int asset,
        String issuer,
        long supply,
        OracleSpec marginPrice,
        @Nullable RedemptionSpec redemption) {
    /**
     * Redemption for cash: each tick every holder asks for a share of what it holds; an issuer in default redeems nothing.
     *
     * @param fromMillis simulated time from which holders ask
     * @param price that the issuer pays, as an oracle of its own
     * @param rule who is paid first where the cash does not suffice; first come is the public, then parties by name
     * @param share of its holding that a holder asks for, a tick
     */
    public record RedemptionSpec(long fromMillis, OracleSpec price, LendingSpec.Redemption rule, Ratio share) {}
}
