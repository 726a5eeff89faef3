package io.backstop.conformance;

import io.backstop.contagion.Clearing;
import io.backstop.contagion.ClearingResult;
import io.backstop.contagion.ClearingRule;
import io.backstop.contagion.Debt;
import io.backstop.contagion.ExternalRank;
import io.backstop.contagion.FictitiousDefault;
import io.backstop.contagion.FloatingSweep;
import io.backstop.contagion.FurfineCascade;
import io.backstop.contagion.ObligationNetwork;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Clearing after Eisenberg and Noe and after Rogers and Veraart, and Furfine's cascade. */
final class ContagionMechanisms {
    private ContagionMechanisms() {}

    /**
     * A vector's parties: what they owe each other and the outside, and what they have.
     *
     * @param owed {@code owed.get(i).get(j)}: i owes j
     */
    private record Parties(
            List<List<Rational>> owed, List<Rational> assets, List<Rational> external, ExternalRank rank) {
        int size() {
            return owed.size();
        }

        int decimals() {
            List<Rational> all = new ArrayList<>(assets);
            all.addAll(external);
            owed.forEach(all::addAll);
            return all.stream().mapToInt(Numbers::decimals).max().orElse(0);
        }

        ObligationNetwork network(int decimals) {
            List<Debt> debts = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                for (int j = 0; j < size(); j++) {
                    if (owed.get(i).get(j).signum() != 0) {
                        debts.add(new Debt(i, j, units(owed.get(i).get(j), decimals)));
                    }
                }
            }
            ObligationNetwork network = ObligationNetwork.of(size(), debts);
            return external.stream().allMatch(amount -> amount.signum() == 0)
                    ? network
                    : network.withExternalDebt(toUnits(external, decimals), rank);
        }

        long[] outside(int decimals) {
            return toUnits(assets, decimals);
        }
    }

    /**
     * {@code eisenberg-noe} and {@code rogers-veraart}. Payments are those inside the network where external debt is senior, and all
     * payments where it is pari passu, as the sources count them.
     */
    static Outcome clearing(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Parties parties = parties(inputs);
        ClearingRule rule = new ClearingRule(inputs.rateOr(Rational.ONE, "alpha"), inputs.rateOr(Rational.ONE, "beta"));
        Outcome outcome = FinerUnits.compute(
                vector, parties.decimals(), decimals -> cleared(parties, decimals, rule), "payments", "equity");
        ObligationNetwork exactNetwork = parties.network(parties.decimals());
        FictitiousDefault exact = FictitiousDefault.of(exactNetwork, parties.outside(parties.decimals()), rule);
        return outcome.put("unshockedEquity", faceEquity(inputs))
                .put("defaultSetsByRound", sets(exact.defaultSets()))
                .put("fictitiousDefaultRounds", exact.defaultSets().size())
                .put("fictitiousDefaultSolves", exact.defaultSets().size());
    }

    private static Outcome cleared(Parties parties, int decimals, ClearingRule rule) {
        ObligationNetwork network = parties.network(decimals);
        long[] outside = parties.outside(decimals);
        ClearingResult result = Clearing.clear(network, outside, rule);
        long[] counted = parties.rank() == ExternalRank.SENIOR ? paidInside(result) : result.paidOut();
        List<Rational> payments = new ArrayList<>();
        List<Rational> equity = new ArrayList<>();
        List<Rational> liabilities = new ArrayList<>();
        List<Rational> recovery = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            payments.add(dollars(counted[i], decimals));
            equity.add(dollars(Math.max(0, result.left(i)), decimals));
            liabilities.add(dollars(network.obligations(i), decimals));
            recovery.add(
                    network.obligations(i) == 0
                            ? Rational.ONE
                            : Rational.of(result.paidOut()[i], network.obligations(i)));
        }
        return new Outcome()
                .put("payments", payments)
                .put("payment", payments.getFirst())
                .put("equity", equity)
                .put("equityAfter", equity)
                .put("totalLiabilities", liabilities)
                .put("recovery", recovery)
                .put("defaulted", indices(result.inDefault()))
                .put("conservation", conservation(result, outside));
    }

    private static long[] paidInside(ClearingResult result) {
        long[] inside = new long[result.network().parties()];
        for (int k = 0; k < result.network().debts(); k++) {
            Debt debt = result.network().debt(k);
            if (debt.creditor() != ObligationNetwork.OUTSIDE) {
                inside[debt.debtor()] += result.paid()[k];
            }
        }
        return inside;
    }

    /** What is left, what went outside and what default cost are the outside assets and the dust. */
    private static String conservation(ClearingResult result, long[] outside) {
        long left = -result.dustTotal();
        for (int i = 0; i < outside.length; i++) {
            left += result.left(i) + result.cost()[i] - outside[i];
        }
        for (int k = 0; k < result.network().debts(); k++) {
            left += result.network().debt(k).creditor() == ObligationNetwork.OUTSIDE ? result.paid()[k] : 0;
        }
        return left == 0 ? "sum(equity)==sum(externalAssets)" : "sum(equity)!=sum(externalAssets)";
    }

    /** {@code eisenberg-noe-convergence}: a ring of equals, all in default. */
    static Outcome convergence(CheckValue vector) {
        Inputs inputs = vector.inputs();
        int nodes = Math.toIntExact(inputs.number("nodes", "n").round(Rounding.HALF_EVEN));
        List<List<Rational>> owed = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            List<Rational> row = new ArrayList<>(Collections.nCopies(nodes, Rational.ZERO));
            row.set((i + 1) % nodes, inputs.number("ringLiability"));
            owed.add(row);
        }
        Rational outside = inputs.number("externalLiability");
        Parties parties = new Parties(
                owed,
                Collections.nCopies(nodes, inputs.number("externalAssets")),
                Collections.nCopies(nodes, outside),
                ExternalRank.PARI_PASSU);
        int decimals = Math.max(6, parties.decimals());
        Outcome outcome = FinerUnits.compute(
                vector, decimals, scale -> cleared(parties, scale, ClearingRule.EISENBERG_NOE), "payments");
        ObligationNetwork network = parties.network(decimals);
        long[] assets = parties.outside(decimals);
        double leak = toDouble(outside.dividedBy(outside.plus(inputs.number("ringLiability"))));
        double unit = toDouble(Rational.of(BigInteger.TEN.pow(decimals).longValueExact()));
        return outcome.put("exactPayment", outcome.number("payment"))
                .put("picardRoundsTo1e6MaxStep", rounds(network, assets, unit * 1e-6))
                .put("picardRoundsTo1e10MaxStep", rounds(network, assets, unit * 1e-10))
                .put("upperBoundRounds", FloatingSweep.roundsAtMost(leak, 1e-6))
                .put(
                        "fictitiousDefaultSolves",
                        FictitiousDefault.of(network, assets, ClearingRule.EISENBERG_NOE)
                                .defaultSets()
                                .size());
    }

    private static long rounds(ObligationNetwork network, long[] assets, double tolerance) {
        return FloatingSweep.of(network, assets, ClearingRule.EISENBERG_NOE, tolerance)
                .rounds();
    }

    /** {@code furfine}: capital is what is left with all claims at face, or as stated. */
    static Outcome furfine(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<List<Rational>> owed = owed(inputs);
        List<Rational> capital = inputs.has("capital", "equity", "equities")
                ? inputs.numbers("capital", "equity", "equities")
                : faceEquity(inputs);
        Parties parties = new Parties(owed, capital, List.of(), ExternalRank.PARI_PASSU);
        int decimals = Math.max(6, parties.decimals());
        Rational loss = inputs.numberOr(Rational.ONE, "lgd", "lossGivenDefault");
        Ratio recovery = inputs.rateOr(Rational.ONE.minus(loss), "recovery", "recoveryRate");
        boolean[] shocked = new boolean[owed.size()];
        for (Rational index : indicesOf(inputs, "initialDefaults", "initialDefault", "shocked", "defaulted")) {
            shocked[Math.toIntExact(index.round(Rounding.HALF_EVEN))] = true;
        }
        FurfineCascade cascade =
                FurfineCascade.of(parties.network(decimals), parties.outside(decimals), shocked, recovery);
        List<Rational> indicator = new ArrayList<>();
        for (boolean inDefault : cascade.inDefault()) {
            indicator.add(inDefault ? Rational.ONE : Rational.ZERO);
        }
        return new Outcome()
                .put("defaultIndicator", indicator)
                .put("defaulted", indices(cascade.inDefault()))
                .put("defaultSetsByRound", sets(cascade.defaultSets()))
                .put("rounds", cascade.defaultSets().size());
    }

    private static List<Rational> indicesOf(Inputs inputs, String... names) {
        Rational single = inputs.numberOrNull(names);
        return single == null ? inputs.numbers(names) : List.of(single);
    }

    private static Parties parties(Inputs inputs) {
        List<List<Rational>> owed = owed(inputs);
        List<Rational> none = Collections.nCopies(owed.size(), Rational.ZERO);
        if (!inputs.has("externalAssets")) {
            return new Parties(owed, required(inputs, "netExternal", "e"), none, ExternalRank.SENIOR);
        }
        List<Rational> external = inputs.has("externalLiabilities") ? inputs.numbers("externalLiabilities") : none;
        return new Parties(owed, shocked(inputs), external, rank(inputs));
    }

    private static List<Rational> required(Inputs inputs, String... names) {
        if (!inputs.has(names)) {
            throw new MissingInput("externalAssets");
        }
        return inputs.numbers(names);
    }

    /** Stated, or seen from net external assets being given, which only a senior external debt leaves. */
    private static ExternalRank rank(Inputs inputs) {
        String stated = inputs.textOrNull("externalRank", "externalSeniority", "seniority");
        boolean isSenior = stated == null
                ? inputs.flag(inputs.has("netExternal"), "externalSenior", "seniorExternal")
                : stated.toLowerCase(Locale.ROOT).startsWith("senior");
        return isSenior ? ExternalRank.SENIOR : ExternalRank.PARI_PASSU;
    }

    private static List<Rational> shocked(Inputs inputs) {
        List<Rational> assets = inputs.numbers("externalAssets");
        Rational uniform = inputs.numberOrNull("shock");
        List<Rational> own = uniform == null && inputs.has("shock")
                ? inputs.numbers("shock")
                : Collections.nCopies(assets.size(), uniform == null ? Rational.ZERO : uniform);
        List<Rational> left = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            left.add(assets.get(i).times(Rational.ONE.minus(own.get(i))));
        }
        return left;
    }

    /** {@code L[i][j]}: i owes j; or {@code assets[i][j]}: a claim of i on j. */
    private static List<List<Rational>> owed(Inputs inputs) {
        boolean isOwed = inputs.has("L");
        List<Inputs> rows = inputs.list(isOwed ? "L" : "assets");
        if (rows.isEmpty()) {
            throw new MissingInput("L");
        }
        List<List<Rational>> owed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Rational> row = new ArrayList<>();
            for (int j = 0; j < rows.size(); j++) {
                Inputs cell = isOwed
                        ? rows.get(i).elements().get(j)
                        : rows.get(j).elements().get(i);
                Rational amount = cell.asNumber();
                if (amount == null) {
                    throw new MissingInput("number in L");
                }
                row.add(amount);
            }
            owed.add(row);
        }
        return owed;
    }

    /** Equity before any shock, all claims at face. */
    private static List<Rational> faceEquity(Inputs inputs) {
        List<List<Rational>> owed = owed(inputs);
        List<Rational> equity = new ArrayList<>();
        List<Rational> assets =
                inputs.has("externalAssets") ? inputs.numbers("externalAssets") : required(inputs, "netExternal", "e");
        List<Rational> external = inputs.numbers("externalLiabilities");
        for (int i = 0; i < owed.size(); i++) {
            Rational own = assets.get(i);
            for (int j = 0; j < owed.size(); j++) {
                own = own.plus(owed.get(j).get(i)).minus(owed.get(i).get(j));
            }
            equity.add(external.isEmpty() ? own : own.minus(external.get(i)));
        }
        return equity;
    }

    private static List<Rational> indices(boolean[] flags) {
        List<Rational> indices = new ArrayList<>();
        for (int i = 0; i < flags.length; i++) {
            if (flags[i]) {
                indices.add(Rational.of(i));
            }
        }
        return indices;
    }

    private static List<List<Rational>> sets(List<List<Integer>> sets) {
        return sets.stream()
                .map(set -> set.stream().map(i -> Rational.of(i)).toList())
                .toList();
    }

    private static long[] toUnits(List<Rational> amounts, int decimals) {
        return amounts.stream().mapToLong(amount -> units(amount, decimals)).toArray();
    }

    private static long units(Rational amount, int decimals) {
        return amount.times(power(decimals)).round(Rounding.HALF_EVEN);
    }

    private static Rational dollars(long units, int decimals) {
        return Rational.of(units).dividedBy(power(decimals));
    }

    private static Rational power(int decimals) {
        return new Rational(BigInteger.TEN.pow(decimals), BigInteger.ONE);
    }

    private static double toDouble(Rational value) {
        return value.toDecimal(18, Rounding.HALF_EVEN).doubleValue();
    }
}
