package io.backstop.scenario;

import io.backstop.model.Ratio;

/**
 * A collateral asset other than dollars, with its own spot market.
 *
 * @param unitDecimals 0 to 6, as a market's size decimals
 * @param haircut 0 to 1: the part of its value that does not count in a margin test
 */
public record AssetSpec(
        String name, int unitDecimals, PriceSpec price, DepthSpec depth, ImpactSpec impact, Ratio haircut) {}
