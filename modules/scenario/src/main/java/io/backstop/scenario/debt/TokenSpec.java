package io.backstop.scenario.debt;

/**
 * An asset that is a claim on a party: its net asset value per unit is what clearing says.
 *
 * @param asset number of the asset
 * @param issuer name of the party
 * @param supply units outstanding, positive; what no account holds, the public does
 * @param marginPrice what the perpetual venue's margin test values it at
 */
public record TokenSpec(int asset, String issuer, long supply, OracleSpec marginPrice) {}
