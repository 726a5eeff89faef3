package io.backstop.scenario.loader;

import static io.backstop.scenario.loader.DebtCodec.limit;
import static io.backstop.scenario.loader.DebtCodec.putLimit;
import static io.backstop.scenario.loader.DebtCodec.whole;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.constant;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.distribution;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.millis;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.money;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.ratio;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.rows;
import static io.backstop.scenario.loader.ResolvedScenarioCodec.word;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingPopulation.DrawnBorrowers;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrower;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrowers;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.LendingSpec.KeeperSpec;
import io.backstop.scenario.debt.LendingSpec.LiquidationSpec;
import io.backstop.scenario.debt.LendingSpec.RunSpec;
import io.backstop.scenario.debt.LendingSpec.SafetySpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.MakerSpec.AuctionSpec;
import io.backstop.scenario.debt.MakerSpec.AutoLineSpec;
import io.backstop.scenario.debt.MakerSpec.BidSpec;
import io.backstop.scenario.debt.MakerSpec.LedgerSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lending protocols of a resolved scenario as canonical YAML and back, exactly. Units are whole numbers of the smallest unit. */
record LendingCodec(AssetUnits assets) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DOLLARS = "USD";

    ObjectNode write(LendingSpec protocol) {
        ObjectNode node = NODES.objectNode();
        node.put("name", protocol.name());
        node.put("preset", word(protocol.preset()));
        ArrayNode reserves = node.putArray("reserves");
        protocol.reserves().forEach(reserve -> reserves.add(reserve(reserve)));
        ObjectNode liquidation = node.putObject("liquidation");
        liquidation.put("closeFactor", ratio(protocol.liquidation().closeFactor()));
        liquidation.put("fullBelow", ratio(protocol.liquidation().fullBelow()));
        liquidation.put("smallPosition", money(protocol.liquidation().smallPosition()));
        liquidation.put("leftover", money(protocol.liquidation().leftover()));
        ObjectNode safety = node.putObject("safety");
        safety.put("offset", money(protocol.safety().offset()));
        safety.put("staked", money(protocol.safety().staked()));
        node.put("onDeficit", word(protocol.onDeficit()));
        node.put("redemption", word(protocol.redemption()));
        RunSpec run = protocol.run();
        if (run != null) {
            ObjectNode each = node.putObject("run");
            each.put("utilisation", ratio(run.utilisation()));
            each.put("onDeficit", run.onDeficit());
            each.put("share", ratio(run.share()));
        }
        MakerSpec maker = protocol.maker();
        if (maker != null) {
            node.set("maker", maker(maker));
        }
        ArrayNode keepers = node.putArray("keepers");
        protocol.keepers().forEach(keeper -> keepers.add(keeper(keeper)));
        ArrayNode populations = node.putArray("populations");
        protocol.populations().forEach(population -> populations.add(population(population)));
        return node;
    }

    LendingSpec read(Field protocol) {
        Field liquidation = protocol.get("liquidation");
        Field safety = protocol.get("safety");
        List<ReserveSpec> reserves =
                protocol.items("reserves").stream().map(this::reserve).toList();
        return new LendingSpec(
                protocol.get("name").text(),
                constant(protocol.get("preset"), LendingSpec.Preset.values()),
                reserves,
                new LiquidationSpec(
                        liquidation.get("closeFactor").ratio(),
                        liquidation.get("fullBelow").ratio(),
                        liquidation.get("smallPosition").moneyOrNone(),
                        liquidation.get("leftover").moneyOrNone()),
                new SafetySpec(
                        safety.get("offset").moneyOrNone(), safety.get("staked").moneyOrNone()),
                constant(protocol.get("onDeficit"), LendingSpec.OnDeficit.values()),
                constant(protocol.get("redemption"), LendingSpec.Redemption.values()),
                run(protocol.find("run")),
                maker(protocol.find("maker")),
                protocol.items("keepers").stream().map(LendingCodec::keeper).toList(),
                protocol.items("populations").stream()
                        .map(population -> population(population, reserves.size()))
                        .toList());
    }

    private static @Nullable RunSpec run(Optional<Field> run) {
        if (run.isEmpty()) {
            return null;
        }
        Field field = run.get();
        return new RunSpec(
                field.get("utilisation").ratio(),
                field.flag("onDeficit", true),
                field.get("share").ratio());
    }

    private ObjectNode reserve(ReserveSpec reserve) {
        ObjectNode node = NODES.objectNode();
        node.put("asset", assets.name(reserve.asset()));
        ObjectNode rate = node.putObject("rate");
        switch (reserve.rate()) {
            case RateSpec.Kinked kinked -> {
                rate.put("base", ratio(kinked.base()));
                rate.put("slope1", ratio(kinked.slope1()));
                rate.put("slope2", ratio(kinked.slope2()));
                rate.put("optimal", ratio(kinked.optimal()));
            }
            case RateSpec.Segmented segmented -> {
                rate.put("optimal", ratio(segmented.optimal()));
                rate.put("optimalRate", ratio(segmented.optimalRate()));
                rate.put("maxRate", ratio(segmented.maxRate()));
                rate.put("minRate", ratio(segmented.minRate()));
            }
            case RateSpec.Fixed fixed -> rate.put("fixed", ratio(fixed.rate()));
        }
        node.put("reserveFactor", ratio(reserve.reserveFactor()));
        putLimit(node, "supplyCap", reserve.supplyCap());
        putLimit(node, "borrowCap", reserve.borrowCap());
        node.put("loanToValue", ratio(reserve.loanToValue()));
        node.put("liquidationThreshold", ratio(reserve.threshold()));
        node.put("liquidationBonus", ratio(reserve.bonus()));
        node.put("liquidationProtocolFee", ratio(reserve.protocolFee()));
        node.set("oracle", DebtCodec.oracle(reserve.oracle()));
        node.put("supplied", reserve.supplied());
        return node;
    }

    private ReserveSpec reserve(Field reserve) {
        String asset = reserve.get("asset").text();
        return new ReserveSpec(
                asset.equals(DOLLARS) ? ReserveSpec.USD : assets.names().indexOf(asset),
                rate(reserve.get("rate")),
                reserve.get("reserveFactor").ratio(),
                limit(reserve.get("supplyCap")),
                limit(reserve.get("borrowCap")),
                reserve.get("loanToValue").ratio(),
                reserve.get("liquidationThreshold").ratio(),
                reserve.get("liquidationBonus").ratio(),
                reserve.get("liquidationProtocolFee").ratio(),
                DebtCodec.oracle(reserve.get("oracle")),
                whole(reserve.get("supplied")));
    }

    private static RateSpec rate(Field rate) {
        return switch (rate.exactlyOne("base", "optimalRate", "fixed")) {
            case "base" ->
                new RateSpec.Kinked(
                        rate.get("base").ratio(),
                        rate.get("slope1").ratio(),
                        rate.get("slope2").ratio(),
                        rate.get("optimal").ratio());
            case "optimalRate" ->
                new RateSpec.Segmented(
                        rate.get("optimal").ratio(),
                        rate.get("optimalRate").ratio(),
                        rate.get("maxRate").ratio(),
                        rate.get("minRate").ratio());
            default -> new RateSpec.Fixed(rate.get("fixed").ratio());
        };
    }

    private static ObjectNode maker(MakerSpec maker) {
        ObjectNode node = NODES.objectNode();
        AuctionSpec auction = maker.auction();
        ObjectNode terms = node.putObject("auction");
        terms.put("price", word(auction.fall()));
        terms.put("tau", millis(auction.tauMillis()));
        terms.put("cut", ratio(auction.cut()));
        terms.put("buf", ratio(auction.buf()));
        terms.put("tail", millis(auction.tailMillis()));
        terms.put("cusp", ratio(auction.cusp()));
        terms.put("chop", ratio(auction.chop()));
        terms.put("tip", money(auction.tip()));
        terms.put("chip", ratio(auction.chip()));
        terms.put("dust", money(auction.dust()));
        terms.put("hole", money(auction.hole()));
        terms.put("breaker", DebtCodec.pairs(auction.breaker()));
        ObjectNode ledger = node.putObject("ledger");
        ledger.put("wait", millis(maker.ledger().waitMillis()));
        ledger.put("bump", money(maker.ledger().bump()));
        ledger.put("sump", money(maker.ledger().sump()));
        ledger.put("hump", money(maker.ledger().hump()));
        ledger.put("dump", maker.ledger().dump());
        node.put("surplus", money(maker.surplus()));
        node.set("debtAuction", bids(maker.debtAuction()));
        node.set("surplusAuction", bids(maker.surplusAuction()));
        node.put("governancePrice", money(maker.governancePrice()));
        AutoLineSpec line = maker.autoLine();
        if (line != null) {
            ObjectNode autoLine = node.putObject("autoLine");
            autoLine.put("maxLine", money(line.maxLine()));
            autoLine.put("gap", money(line.gap()));
            autoLine.put("ttl", millis(line.ttlMillis()));
        }
        node.put("shutdownAt", maker.shutdownAt() < 0 ? "never" : millis(maker.shutdownAt()));
        return node;
    }

    private static @Nullable MakerSpec maker(Optional<Field> maker) {
        if (maker.isEmpty()) {
            return null;
        }
        Field field = maker.get();
        Field auction = field.get("auction");
        Field ledger = field.get("ledger");
        Field shutdown = field.get("shutdownAt");
        return new MakerSpec(
                new AuctionSpec(
                        constant(auction.get("price"), MakerSpec.Fall.values()),
                        auction.get("tau").duration(),
                        auction.get("cut").ratio(),
                        auction.get("buf").ratio(),
                        auction.get("tail").duration(),
                        auction.get("cusp").ratio(),
                        auction.get("chop").ratio(),
                        auction.get("tip").moneyOrNone(),
                        auction.get("chip").ratio(),
                        auction.get("dust").moneyOrNone(),
                        auction.get("hole").moneyOrNone(),
                        DebtCodec.pairs(auction.get("breaker"))),
                new LedgerSpec(
                        ledger.get("wait").duration(),
                        ledger.get("bump").moneyOrNone(),
                        ledger.get("sump").moneyOrNone(),
                        ledger.get("hump").moneyOrNone(),
                        whole(ledger.get("dump"))),
                field.get("surplus").moneyOrNone(),
                bids(field.get("debtAuction")),
                bids(field.get("surplusAuction")),
                field.get("governancePrice").moneyOrNone(),
                autoLine(field.find("autoLine")),
                shutdown.text().equals("never") ? -1 : shutdown.duration());
    }

    private static @Nullable AutoLineSpec autoLine(Optional<Field> autoLine) {
        if (autoLine.isEmpty()) {
            return null;
        }
        Field field = autoLine.get();
        return new AutoLineSpec(
                field.get("maxLine").moneyOrNone(),
                field.get("gap").moneyOrNone(),
                field.get("ttl").duration());
    }

    private static ObjectNode bids(BidSpec bids) {
        ObjectNode node = NODES.objectNode();
        node.put("beg", ratio(bids.beg()));
        node.put("pad", ratio(bids.pad()));
        node.put("ttl", millis(bids.ttlMillis()));
        node.put("tau", millis(bids.tauMillis()));
        return node;
    }

    private static BidSpec bids(Field bids) {
        return new BidSpec(
                bids.get("beg").ratio(),
                bids.get("pad").ratio(),
                bids.get("ttl").duration(),
                bids.get("tau").duration());
    }

    private static ObjectNode keeper(KeeperSpec keeper) {
        ObjectNode node = NODES.objectNode();
        node.put("name", keeper.name());
        node.put("capital", money(keeper.capital()));
        node.put("delay", millis(keeper.delayMillis()));
        node.put("outages", DebtCodec.pairs(keeper.outages()));
        node.put("outageShare", ratio(keeper.outageShare()));
        node.put("zeroBidShare", ratio(keeper.zeroBidShare()));
        node.put("leastProfit", money(keeper.leastProfit()));
        return node;
    }

    private static KeeperSpec keeper(Field keeper) {
        return new KeeperSpec(
                keeper.get("name").text(),
                keeper.get("capital").moneyOrNone(),
                keeper.get("delay").duration(),
                DebtCodec.pairs(keeper.get("outages")),
                keeper.get("outageShare").ratio(),
                keeper.get("zeroBidShare").ratio(),
                keeper.get("leastProfit").moneyOrNone());
    }

    private static ObjectNode population(LendingPopulation population) {
        ObjectNode node = NODES.objectNode();
        node.put("name", population.name());
        switch (population) {
            case DrawnBorrowers drawn -> {
                node.put("count", drawn.count());
                node.put("collateral", drawn.collateral());
                node.put("debt", drawn.debt());
                node.set("debtValue", distribution(drawn.debtValue()));
                node.put("cap", drawn.cap());
                node.set("collateralRatio", distribution(drawn.collateralRatio()));
                node.put("leastRatio", drawn.leastRatio());
            }
            case ListedBorrowers listed ->
                node.put(
                        "rows",
                        listed.accounts().stream().map(LendingCodec::row).collect(Collectors.joining()));
        }
        BandSpec band = population.band();
        if (band != null) {
            ObjectNode each = node.putObject("band");
            each.put("low", ratio(band.low()));
            each.put("target", ratio(band.target()));
            each.put("high", ratio(band.high()));
            each.put("topsUp", band.topsUp());
            each.put("releverages", band.releverages());
            each.put("meanDelayTicks", band.meanDelayTicks());
        }
        return node;
    }

    /** An account's name and cash, then what it supplied at each reserve, then what it owes at each. */
    private static String row(ListedBorrower account) {
        StringBuilder row = new StringBuilder(account.name()).append(' ').append(account.cash());
        Arrays.stream(account.supplied()).forEach(units -> row.append(' ').append(units));
        Arrays.stream(account.owed()).forEach(units -> row.append(' ').append(units));
        return row.append('\n').toString();
    }

    private static LendingPopulation population(Field population, int reserves) {
        String name = population.get("name").text();
        BandSpec band = band(population.find("band"));
        if (population.has("rows")) {
            return new ListedBorrowers(
                    name,
                    rows(population.get("rows")).stream()
                            .map(row -> account(row, reserves))
                            .toList(),
                    band);
        }
        return new DrawnBorrowers(
                name,
                population.get("count").integer(),
                population.get("collateral").integer(),
                population.get("debt").integer(),
                distribution(population.get("debtValue")),
                population.get("cap").number(),
                distribution(population.get("collateralRatio")),
                population.get("leastRatio").number(),
                band);
    }

    private static ListedBorrower account(String[] row, int reserves) {
        return new ListedBorrower(
                row[0], units(row, 2, reserves), units(row, 2 + reserves, reserves), Long.parseLong(row[1]));
    }

    private static long[] units(String[] row, int from, int count) {
        return Arrays.stream(row, from, from + count).mapToLong(Long::parseLong).toArray();
    }

    private static @Nullable BandSpec band(Optional<Field> band) {
        if (band.isEmpty()) {
            return null;
        }
        Field field = band.get();
        return new BandSpec(
                field.get("low").ratio(),
                field.get("target").ratio(),
                field.get("high").ratio(),
                field.flag("topsUp", true),
                field.flag("releverages", false),
                whole(field.get("meanDelayTicks")));
    }
}
