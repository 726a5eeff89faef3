package io.backstop.scenario.loader;

/** A scenario without a venue: a pool, vaults, parties, tokens and debts between them. */
final class DebtScenario {
    static final String TEXT = """
            schema: 1
            name: linked
            duration: 1h
            tick: 10s
            assets:
              - {name: ETH, price: {start: 200 USD, path: [{at: 0s, change: 0%}, {at: 1h, change: -50%}]}, depth: {perSecond: 1M USD}}
              - {name: XUSD, price: {start: 1 USD}, depth: {perSecond: 100k USD}}
            lending:
              - name: aave
                preset: aave-v3
                reserves:
                  - {asset: USD, supplied: 50M USD, borrowCap: 60M USD, rate: {base: 0%, slope1: 4%, slope2: 60%, optimal: 90%}}
                  - {asset: ETH, loanToValue: 80%, liquidationThreshold: 82.5%, liquidationBonus: 5%, oracle: {lag: 1m}}
                  - {asset: XUSD, loanToValue: 85%, liquidationThreshold: 90%, oracle: {source: nav}}
                safety: {offset: 100k USD, staked: 1M USD}
                run: {utilisation: 100%, share: 10%}
                keepers:
                  - {name: bots, capital: 20M USD, delay: 30s, outages: [{from: 10m, to: 20m}]}
                populations:
                  - name: loopers
                    count: 100
                    collateral: ETH
                    debt: USD
                    debtValue: {lognormal: {median: 10k USD, logDeviation: 1}, cap: 1M USD}
                    collateralRatio: {lognormal: {median: 1.8, logDeviation: 0.2}}
                    band: {low: 150%, target: 180%, high: 260%}
                  - name: whales
                    accounts:
                      - {name: curve, supplied: {XUSD: 20M}, owed: {USD: 12M USD}, cash: 1M USD}
              - name: maker
                preset: maker-2020
                reserves:
                  - {asset: USD}
                  - {asset: ETH, liquidationRatio: 150%, oracle: {lag: 1h}}
                maker: {surplus: 500k USD, auction: {dust: 100 USD}}
                keepers: [{name: keeper, capital: 5M USD, zeroBidShare: 50%}]
                populations:
                  - {name: vaults, count: 50, collateral: ETH, debt: USD, debtValue: {fixed: 20k USD}, collateralRatio: {fixed: 1.6}}
            parties:
              - {name: stream, cash: 100M USD, accounts: [aave/whales-curve]}
              - {name: elixir, cash: 5M USD, assets: {XUSD: 50M}, externalDebt: 60M USD}
              - {name: telos, cash: 1M USD}
            tokens:
              - {asset: XUSD, issuer: stream, supply: 100M, marginPrice: {hardCoded: 1 USD}}
            debts:
              - {debtor: stream, creditor: telos, amount: 30M USD}
              - {debtor: stream, creditor: elixir, amount: 68M USD, seniority: 1}
            guarantees:
              - {guarantor: elixir, debtor: stream, creditor: telos, limit: 1M USD}
            flows:
              - {at: 10m, party: stream, amount: -93M USD, reason: trading loss}
            clearing: {rule: rogers-veraart, alpha: 90%, beta: 95%, external: pari-passu}
            checks:
              - {measure: partyDefaults, atLeast: 1}
            """;

    private DebtScenario() {}
}
