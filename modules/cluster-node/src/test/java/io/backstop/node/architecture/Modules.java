package io.backstop.node.architecture;

import java.util.ArrayList;
import java.util.List;

/** Which package may use which other package of ours. */
enum Modules {
    MODEL("model"),
    SCENARIO("scenario", MODEL),
    KERNEL("kernel", MODEL),
    SHELL("shell", MODEL, KERNEL),
    ACCOUNT("account", MODEL, KERNEL, SCENARIO),
    MARKET("market", MODEL, KERNEL, SCENARIO, ACCOUNT),
    INSURANCE("insurance", MODEL, KERNEL, SCENARIO, ACCOUNT),
    ADL("adl", MODEL, KERNEL, SCENARIO, ACCOUNT),
    LENDING("lending", MODEL, KERNEL, SCENARIO),
    MARGIN("margin", MODEL, KERNEL, SCENARIO, ACCOUNT, ADL),
    CONTAGION("contagion", MODEL),
    PARTY("party", MODEL, KERNEL, SCENARIO, CONTAGION),
    SIMULATION(
            "simulation", MODEL, KERNEL, SCENARIO, ACCOUNT, MARGIN, MARKET, INSURANCE, ADL, LENDING, CONTAGION, PARTY),
    REPORT("report", MODEL, SCENARIO, LENDING, CONTAGION, PARTY, SIMULATION),
    AUDIT("audit", MODEL, KERNEL, SCENARIO, LENDING, CONTAGION, PARTY, SIMULATION),
    CONFORMANCE(
            "conformance",
            MODEL,
            KERNEL,
            SCENARIO,
            ACCOUNT,
            MARGIN,
            MARKET,
            INSURANCE,
            ADL,
            LENDING,
            CONTAGION,
            PARTY,
            SIMULATION);

    /** What must give the same result in every process; see {@link Determinism}. */
    static final List<Modules> CORE = List.of(
            MODEL, SCENARIO, KERNEL, ACCOUNT, MARGIN, MARKET, INSURANCE, ADL, LENDING, CONTAGION, PARTY, SIMULATION);

    /** Facts carry levies, so whoever reads facts knows this type of the account's. */
    static final String LEVY = "io.backstop.account.Levy";

    /** What the owners of the truth hand to a check of the books: records, read and not asked to do anything. */
    static final List<String> BOOKS = List.of(
            "io.backstop.account.Position",
            "io.backstop.insurance.InsuranceFund",
            "io.backstop.margin.TableTotals",
            "io.backstop.market.MarketAnswer");

    /** What the journal holds of the owners of the truth: records, which an audit moves by its own arithmetic. */
    static final List<String> EVENTS = List.of(
            "io.backstop.account.Account",
            "io.backstop.account.AccountChange",
            "io.backstop.account.AccountEvent",
            "io.backstop.account.Trade",
            "io.backstop.adl.AdlCommand",
            "io.backstop.adl.AdlEvent",
            "io.backstop.insurance.FundChange",
            "io.backstop.insurance.FundEvent",
            "io.backstop.margin.MarginEvent",
            "io.backstop.market.MarketEvent");

    /** What conformance checks though no run uses it; the javadoc of each says why. */
    static final List<String> PUBLISHED_FORMULAS = List.of(
            "AdlCost",
            "BankruptcyPrice",
            "DriftSocialLoss",
            "FictitiousDefault",
            "FillablePrice",
            "FireSale",
            "FloatingSweep",
            "FurfineCascade",
            "LeverageTarget",
            "LiquidationPrice",
            "LossWaterfall",
            "OpenInterestMargin",
            "ProfitHaircut",
            "RiskAwareProRata",
            "WithdrawalHaircut");

    /** The only part of the core that reads files. */
    static final String LOADER = "io.backstop.scenario.loader..";

    private final String root;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<Modules> uses;

    Modules(String name, Modules... uses) {
        this.root = "io.backstop." + name + "..";
        this.uses = List.of(uses);
    }

    /** The packages of this module, as a pattern. */
    String packages() {
        return root;
    }

    /** The packages of ours that this module may use, its own among them, as patterns. */
    String[] allowed() {
        List<String> patterns = new ArrayList<>(List.of(root));
        uses.forEach(module -> patterns.add(module.root));
        return patterns.toArray(String[]::new);
    }

    static String[] corePackages() {
        return CORE.stream().map(Modules::packages).toArray(String[]::new);
    }
}
