package io.backstop.report;

import io.backstop.account.Levy;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CSV files of a run folder, described column by column in {@code docs/reference/run-folder.md}. */
final class RunTables implements RunListener {
    private static final int MILLIS_DECIMALS = 3;
    private static final int EXTRA_PRICE_DECIMALS = 2;
    private static final long EXTRA_PRICE_SCALE = 100;

    private final Path folder;
    private final ResolvedScenario scenario;
    private final List<MarketSpec> markets;
    private final EnumMap<Flow, long[]> flowsOfTick = new EnumMap<>(Flow.class);
    private final CsvTable ticks;
    private final CsvTable venue;
    private final CsvTable liquidations;
    private final CsvTable adl;
    private final CsvTable waterfall;
    private final Transfers transfers;
    private @Nullable CsvTable triggers;
    private @Nullable CsvTable levies;
    private @Nullable CsvTable unwinds;
    private @Nullable CsvTable collateral;

    RunTables(Path folder, ResolvedScenario scenario, Transfers transfers) {
        this.folder = folder;
        this.scenario = scenario;
        this.transfers = transfers;
        this.markets = scenario.markets();
        for (Flow flow : Flow.values()) {
            flowsOfTick.put(flow, new long[markets.size()]);
        }
        this.ticks = new CsvTable(folder, "ticks.csv", Columns.TICKS);
        this.venue = new CsvTable(folder, "venue.csv", Columns.VENUE);
        this.liquidations = new CsvTable(folder, "liquidations.csv", Columns.LIQUIDATIONS);
        this.adl = new CsvTable(folder, "adl.csv", Columns.ADL);
        this.waterfall = new CsvTable(folder, "waterfall.csv", Columns.WATERFALL);
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    @Override
    public void settled(Fact.PassSettled pass) {
        pass.triggered().forEach(line -> trigger(pass, line));
        pass.liquidations().forEach(line -> liquidation(pass, line));
        pass.deleveragings().forEach(line -> deleveraging(pass, line));
        pass.collateralSales().forEach(line -> collateralSale(pass, line));
        pass.unwinds().forEach(line -> unwind(pass, line));
        pass.deficits().forEach(line -> deficit(pass, line));
        pass.transfers().forEach(line -> transfer(pass, line));
        AtMark.flows(pass, (flow, market, notional) -> flowOfTick(flow)[market] += notional);
    }

    @Override
    public void closed(Fact.TickClosed close) {
        marketLines(close);
        venueLine(close);
        flowsOfTick.values().forEach(flows -> Arrays.fill(flows, 0));
    }

    private long[] flowOfTick(Flow flow) {
        return Objects.requireNonNull(flowsOfTick.get(flow));
    }

    @Override
    public void ended(Fact.RunClosed ended) {}

    private CsvTable row(CsvTable table, long tick) {
        return table.time(tick, scenario.tickMillis());
    }

    private CsvTable row(CsvTable table, Fact.PassSettled pass) {
        return row(table, pass.tick()).whole(pass.pass());
    }

    private void liquidation(Fact.PassSettled pass, Fact.Liquidation line) {
        MarketSpec market = markets.get(line.market());
        row(liquidations, pass)
                .text(line.account())
                .text(market.name())
                .text(line.exit().name())
                .decimal(line.size(), market.sizeDecimals())
                .money(AtMark.notional(pass, line.market(), line.size()));
        price(liquidations, market, line.size(), line.consideration())
                .money(line.consideration())
                .money(line.fee())
                .money(line.realisedPnl())
                .money(line.equityBefore())
                .money(line.maintenanceMargin())
                .money(line.bankruptcyValue());
        if (line.coolDownUntil() < 0) {
            liquidations.empty().end();
        } else {
            liquidations.decimal(line.coolDownUntil(), MILLIS_DECIMALS).end();
        }
    }

    /** The average price of a trade, two decimals finer than the market's grid, half-even; empty for no size. */
    private static CsvTable price(CsvTable table, MarketSpec market, long size, long consideration) {
        if (size == 0) {
            return table.empty();
        }
        long price = FixedPoint.multiplyDivide(consideration, EXTRA_PRICE_SCALE, size, Rounding.HALF_EVEN);
        return table.decimal(price, market.priceDecimals() + EXTRA_PRICE_DECIMALS);
    }

    private void deleveraging(Fact.PassSettled pass, Fact.Deleveraging line) {
        MarketSpec market = markets.get(line.market());
        row(adl, pass)
                .text(line.estate().kind().name())
                .text(line.estate().name())
                .text(line.target())
                .text(market.name())
                .decimal(line.size(), market.sizeDecimals())
                .money(AtMark.notional(pass, line.market(), line.size()));
        price(adl, market, line.size(), line.consideration())
                .money(line.consideration())
                .money(AtMark.haircut(pass, line))
                .whole(line.rank())
                .number(line.score())
                .money(line.realisedPnl())
                .money(line.unrealisedBefore())
                .money(line.equityBefore())
                .money(line.notionalBefore())
                .decimal(line.positionBefore(), market.sizeDecimals())
                .flag(line.hedged())
                .money(line.estateRealisedPnl())
                .end();
    }

    private void deficit(Fact.PassSettled pass, Fact.Deficit deficit) {
        for (Fact.Payment payment : deficit.payments()) {
            waterfallLine(pass, deficit, payment.layer().name(), payment.payer().name(), payment.amount());
        }
        waterfallLine(pass, deficit, "CARRIED", "", deficit.carried());
        waterfallLine(pass, deficit, "OPEN", "", deficit.open());
        waterfallLine(pass, deficit, "OVERSHOOT", "", deficit.overshoot());
    }

    private void waterfallLine(Fact.PassSettled pass, Fact.Deficit deficit, String layer, String payer, long amount) {
        row(waterfall, pass)
                .text(deficit.id())
                .text(deficit.account())
                .money(deficit.amount())
                .text(layer)
                .text(payer)
                .money(amount)
                .end();
    }

    private void trigger(Fact.PassSettled pass, Fact.Triggered line) {
        if (triggers == null) {
            triggers = new CsvTable(folder, "triggers.csv", Columns.TRIGGERS);
        }
        row(triggers, pass)
                .text(line.estate().kind().name())
                .text(line.estate().name())
                .money(line.deficit())
                .end();
    }

    private void unwind(Fact.PassSettled pass, Fact.Unwind line) {
        if (unwinds == null) {
            unwinds = new CsvTable(folder, "unwinds.csv", Columns.UNWINDS);
        }
        MarketSpec market = markets.get(line.market());
        row(unwinds, pass)
                .text(line.holder().name())
                .text(market.name())
                .decimal(line.size(), market.sizeDecimals())
                .money(AtMark.notional(pass, line.market(), line.size()))
                .money(line.consideration())
                .money(line.realisedPnl())
                .end();
    }

    private void transfer(Fact.PassSettled pass, Fact.Transfer line) {
        String deficit = line.deficit();
        transfers.add(
                new Transfers.Time(pass.tick(), pass.pass()),
                Transfers.Holder.of(line.from()),
                Transfers.Holder.of(line.to()),
                line.asset(),
                line.amount(),
                line.reason().name(),
                deficit == null ? "" : deficit);
    }

    private void collateralSale(Fact.PassSettled pass, Fact.CollateralSale line) {
        if (collateral == null) {
            collateral = new CsvTable(folder, "collateral.csv", Columns.COLLATERAL);
        }
        row(collateral, pass)
                .text(line.account())
                .text(scenario.assets().get(line.asset()).name())
                .decimal(line.units(), scenario.assets().get(line.asset()).unitDecimals())
                .money(line.proceeds())
                .end();
    }

    @Override
    public void levied(Fact.LevyCharged charged) {
        if (levies == null) {
            levies = new CsvTable(folder, "levies.csv", Columns.LEVIES);
        }
        row(levies, charged.tick());
        switch (charged.levy()) {
            case Levy.Funding funding -> {
                MarketSpec market = markets.get(funding.market());
                levies.text("FUNDING")
                        .text(market.name())
                        .decimal(funding.price(), market.priceDecimals())
                        .whole(funding.numerator())
                        .whole(funding.denominator())
                        .empty()
                        .empty();
            }
            case Levy.SocialisedLoss loss ->
                levies.text("SOCIALISED_LOSS")
                        .empty()
                        .empty()
                        .empty()
                        .empty()
                        .money(loss.loss())
                        .money(loss.profits());
        }
        levies.money(charged.accounts())
                .money(charged.outside())
                .money(charged.fund())
                .money(charged.vault())
                .money(charged.kept())
                .end();
    }

    private void marketLines(Fact.TickClosed close) {
        for (int m = 0; m < markets.size(); m++) {
            MarketSpec market = markets.get(m);
            row(ticks, close.tick())
                    .text(market.name())
                    .decimal(close.index()[m], market.priceDecimals())
                    .decimal(close.mark()[m], market.priceDecimals())
                    .money(close.sellDepth()[m])
                    .money(close.sellUsed()[m])
                    .money(close.buyDepth()[m])
                    .money(close.buyUsed()[m])
                    .decimal(close.openInterest()[m], market.sizeDecimals())
                    .decimal(close.outsideSize()[m], market.sizeDecimals())
                    .money(close.outsideEquity()[m])
                    .money(close.outsideCash()[m]);
            for (long[] flow : flowsOfTick.values()) {
                ticks.money(flow[m]);
            }
            ticks.end();
        }
    }

    private void venueLine(Fact.TickClosed close) {
        Fact.Funds funds = close.funds();
        row(venue, close.tick())
                .money(funds.fundCash())
                .money(funds.fundEquity())
                .money(funds.fundInventory())
                .money(funds.fundInventoryCost())
                .money(funds.vaultCash())
                .money(funds.vaultEquity())
                .money(funds.vaultInventory())
                .money(funds.vaultInventoryCost())
                .money(funds.parent())
                .whole(close.inLiquidation())
                .whole(close.passes())
                .flag(close.passesCut())
                .whole(close.ties())
                .money(close.dust())
                .money(close.deficitAtTrigger())
                .money(close.openBadDebt())
                .text(close.digest())
                .end();
    }

    private List<CsvTable> open() {
        List<CsvTable> open = new ArrayList<>(List.of(ticks, venue, liquidations, adl, waterfall));
        for (CsvTable table : new @Nullable CsvTable[] {triggers, levies, unwinds, collateral}) {
            if (table != null) {
                open.add(table);
            }
        }
        return open;
    }

    /** Closes all files and says what was written. */
    List<HashedFile.FileHash> finish() throws IOException {
        List<HashedFile.FileHash> hashes = new ArrayList<>();
        for (CsvTable table : open()) {
            hashes.add(table.finish());
        }
        return hashes;
    }

    /** Closes all files of a run that ended early. */
    void abandon() throws IOException {
        for (CsvTable table : open()) {
            table.abandon();
        }
    }
}
