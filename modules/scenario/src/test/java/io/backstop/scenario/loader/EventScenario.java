package io.backstop.scenario.loader;

/** A scenario of the size and shape of 10 October 2025, with every kind of value. */
final class EventScenario {
    static final String TEXT = """
            schema: 1
            name: event
            title: A large venue
            seed: 1
            start: 2025-10-10T21:15:00Z
            duration: 12m
            tick: 1s
            marketDefaults:
              pathShape:
                - {at: 0s, share: 0}
                - {at: 60s, share: 0.14}
                - {at: 120s, share: 0.35}
                - {at: 345s, share: 1}
                - {at: 720s, share: 0.5}
              depth:
                perSecond: 110M USD
                profile: [{at: 0s, share: 1}, {at: 33s, share: 0.5}, {at: 300s, share: 0.5}, {at: 720s, share: 0.8}]
              impact: {model: linear, executionCost: 2%, permanentPerSecond: 0.4%, halfLife: 60s}
            markets:
              - {name: BTC, price: {start: 117000 USD, drop: 7.5%}, depth: {share: 29%}, margin: {maxLeverage: 40}}
              - {name: ETH, price: {start: 4020 USD, drop: 10.5%}, depth: {share: 21.5%}, margin: {maxLeverage: 25}}
              - {name: SOL, price: {start: 207 USD, drop: 14%}, depth: {share: 13%}, margin: {maxLeverage: 20}}
              - {name: HYPE, price: {start: 42 USD, drop: 28%}, depth: {share: 10%}, margin: {maxLeverage: 10}}
              - {name: XRP, price: {start: 2.7 USD, drop: 22%}, depth: {share: 2%}, margin: {maxLeverage: 20}}
              - {name: AVAX, price: {start: 26.7 USD, drop: 34%}, depth: {share: 2%}, margin: {maxLeverage: 10}}
              - {name: ENA, price: {start: 0.48 USD, drop: 38%}, depth: {share: 3%}, margin: {maxLeverage: 10}}
              - {name: XPL, price: {start: 0.8 USD, drop: 38%}, depth: {share: 3.5%}, margin: {maxLeverage: 10}}
              - {name: PUMP, price: {start: 0.005 USD, drop: 41%}, depth: {share: 3%}, margin: {maxLeverage: 10}}
              - {name: FARTCOIN, price: {start: 0.6 USD, drop: 45%}, depth: {share: 3%}, margin: {maxLeverage: 10}}
              - {name: OTHER, price: {start: 100 USD, drop: 40%}, depth: {share: 10%}, margin: {maxLeverage: 10}}
            assets:
              - {name: ETH-SPOT, price: {start: 4020 USD, drop: 10.5%}, depth: {perSecond: 5M USD}, haircut: 10%}
            venue:
              preset: hyperliquid-like
              vault: {equity: 90M USD, deleverageShare: 30%}
            populations:
              - name: longs
                count: 60000
                side: long
                openInterest: 8.2bn USD
                markets: &shares
                  {BTC: 29%, ETH: 21.5%, SOL: 13%, HYPE: 10%, XRP: 2%, AVAX: 2%, ENA: 3%, XPL: 3.5%, PUMP: 3%, FARTCOIN: 3%, OTHER: 10%}
                accountsPerMarket: sqrt
                notional: {lognormal: {median: 1_000 USD, logDeviation: 2.5}, capShareOfMarket: 15%}
                leverage: {lognormal: {median: 6.5, logDeviation: 0.8}, capShareOfMax: 85%}
                collateral: {USD: 90%, ETH-SPOT: 10%}
              - name: shorts
                count: 150000
                side: short
                openInterest: 8.2bn USD
                markets: *shares
                legs: {continue: 60%, max: 5}
                notional: {lognormal: {median: 100 USD, logDeviation: 3.3, perLegLogDeviation: 0.7}, capShareOfMarket: 15%}
                leverage:
                  {lognormal: {median: 0.95, logDeviation: 1.2}, cap: 15, notionalReference: 700 USD, notionalExponent: 0.2}
                entry: {logMean: 0.15, logDeviation: 0.18}
              - name: idle
                count: 227723
                cash: {lognormal: {median: 500 USD, logDeviation: 2}}
            observed:
              - {measure: liquidatedNotional, value: 5.51bn USD, source: "public liquidation table", factor: 2, fitted: true}
              - {measure: adlRealisedPnlShare, value: 39.7%, source: "public ADL table"}
            checks:
              - {measure: conservationError, equals: 0 USD}
              - {measure: liquidations, atLeast: 100}
            """;

    private EventScenario() {}
}
