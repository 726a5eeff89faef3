package io.backstop.scenario;

import io.backstop.model.Ratio;

/**
 * Funding with clamp: F_8h = P + clamp(I - P, -clamp, clamp), the share intervalMillis / 8 h of it paid each interval, at most
 * cap each interval (Hyperliquid docs, Funding).
 *
 * @param interest I per eight hours
 * @param cap at most this rate each interval
 */
public record FundingSpec(long intervalMillis, Ratio interest, Ratio clamp, Ratio cap) {}
