package io.backstop.lending.pass;

/**
 * What a protocol's keepers and borrowers trade in one spot market in a pass, or may trade at most; all 0 or more.
 *
 * @param asset number of the asset
 * @param sellSize units sold
 * @param sellValue micro-dollars received for them
 * @param buySize units bought
 * @param buyValue micro-dollars paid for them
 */
public record Execution(int asset, long sellSize, long sellValue, long buySize, long buyValue) {}
