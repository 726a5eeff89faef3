package io.backstop.node.run;

import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.NetworkSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.TokenSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario with one way switched off by which losses travel; all else is the same, random streams too.
 *
 * @param channel its name in the report
 */
record WithoutChannel(String channel, ResolvedScenario scenario) {
    /** Price impact first, then what of the others the scenario has. */
    static List<WithoutChannel> of(ResolvedScenario scenario) {
        List<WithoutChannel> pairs = new ArrayList<>();
        pairs.add(new WithoutChannel("price impact", WithoutImpact.of(scenario)));
        DebtSpec debt = scenario.debt();
        add(pairs, "debts between parties", scenario, withoutDebts(debt));
        add(pairs, "values of claims on others", scenario, withTokensAtPar(scenario));
        add(pairs, "withdrawals and redemptions", scenario, withoutRuns(debt));
        add(pairs, "hedges", scenario, withoutHedges(debt));
        return pairs;
    }

    private static void add(List<WithoutChannel> pairs, String channel, ResolvedScenario scenario, DebtSpec without) {
        if (!without.equals(scenario.debt())) {
            pairs.add(new WithoutChannel(channel, scenario.with(without)));
        }
    }

    private static DebtSpec withoutDebts(DebtSpec debt) {
        NetworkSpec network = debt.network();
        return network.generator() != null || network.debts().isEmpty()
                ? debt
                : with(debt, debt.lending(), debt.tokens(), new NetworkSpec(List.of(), List.of(), null), debt.hedges());
    }

    /** Whoever looks at an issuer's net asset value sees what its token opened at. */
    private static DebtSpec withTokensAtPar(ResolvedScenario scenario) {
        DebtSpec debt = scenario.debt();
        List<LendingSpec> lending = new ArrayList<>();
        for (LendingSpec protocol : debt.lending()) {
            lending.add(with(
                    protocol,
                    protocol.reserves().stream()
                            .map(reserve -> atPar(reserve, scenario))
                            .toList(),
                    protocol.run()));
        }
        List<TokenSpec> tokens = debt.tokens().stream()
                .map(token -> new TokenSpec(
                        token.asset(),
                        token.issuer(),
                        token.supply(),
                        atPar(token.marginPrice(), token.asset(), scenario),
                        token.redemption()))
                .toList();
        return with(debt, lending, tokens, debt.network(), debt.hedges());
    }

    private static ReserveSpec atPar(ReserveSpec reserve, ResolvedScenario scenario) {
        return new ReserveSpec(
                reserve.asset(),
                reserve.rate(),
                reserve.reserveFactor(),
                reserve.supplyCap(),
                reserve.borrowCap(),
                reserve.loanToValue(),
                reserve.threshold(),
                reserve.bonus(),
                reserve.protocolFee(),
                atPar(reserve.oracle(), reserve.asset(), scenario),
                reserve.supplied());
    }

    private static OracleSpec atPar(OracleSpec oracle, int asset, ResolvedScenario scenario) {
        if (oracle.source() != OracleSpec.Source.NAV || asset == ReserveSpec.USD) {
            return oracle;
        }
        PriceSpec price = scenario.assets().get(asset).price();
        return new OracleSpec(OracleSpec.Source.NAV, OracleSpec.Kind.HARD_CODED, price.start());
    }

    private static DebtSpec withoutRuns(DebtSpec debt) {
        List<LendingSpec> lending = debt.lending().stream()
                .map(protocol -> with(protocol, protocol.reserves(), null))
                .toList();
        List<TokenSpec> tokens = debt.tokens().stream()
                .map(token -> new TokenSpec(token.asset(), token.issuer(), token.supply(), token.marginPrice(), null))
                .toList();
        return with(debt, lending, tokens, debt.network(), debt.hedges());
    }

    private static DebtSpec withoutHedges(DebtSpec debt) {
        return with(debt, debt.lending(), debt.tokens(), debt.network(), List.of());
    }

    private static DebtSpec with(
            DebtSpec debt,
            List<LendingSpec> lending,
            List<TokenSpec> tokens,
            NetworkSpec network,
            List<DebtSpec.HedgeSpec> hedges) {
        return new DebtSpec(lending, debt.parties(), tokens, network, debt.flows(), hedges, debt.clearing());
    }

    private static LendingSpec with(
            LendingSpec protocol, List<ReserveSpec> reserves, LendingSpec.@Nullable RunSpec run) {
        return new LendingSpec(
                protocol.name(),
                protocol.preset(),
                reserves,
                protocol.liquidation(),
                protocol.safety(),
                protocol.onDeficit(),
                protocol.redemption(),
                run,
                protocol.maker(),
                protocol.keepers(),
                protocol.populations());
    }
}
