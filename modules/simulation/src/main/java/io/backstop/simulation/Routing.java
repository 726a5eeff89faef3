package io.backstop.simulation;

import io.backstop.account.AccountChange;
import io.backstop.account.Levy;
import io.backstop.account.Trade;
import io.backstop.adl.AdlCommand;
import io.backstop.insurance.FundChange;
import io.backstop.insurance.FundCommand;
import io.backstop.kernel.Command;
import io.backstop.kernel.EntityId;
import io.backstop.margin.MarginCommand;
import io.backstop.market.MarketCommand;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Party;
import io.backstop.simulation.Fact.PartyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fact asks of whom: both legs of every ledger line, sorted to the entities that own them. A pure function of the fact,
 * so a run that resumes sends the same again.
 */
final class Routing {
    /** One command for one receiver. */
    record Addressed(EntityId receiver, Command command) {}

    private final Venue venue;
    private final Fact.PassSettled pass;
    private final TreeMap<Long, AccountLines> accounts = new TreeMap<>();
    private final List<Trade> fundTrades = new ArrayList<>();
    private final List<Trade> vaultTrades = new ArrayList<>();
    private final long[][] executed;
    private final long[] vaultCollateral;
    private long fundCash;
    private long vaultCash;
    private long parent;
    private long levy;
    private long dust;

    private Routing(Venue venue, Fact.PassSettled pass) {
        this.venue = venue;
        this.pass = pass;
        this.executed = new long[venue.markets() + venue.assets()][4];
        this.vaultCollateral = new long[venue.assets()];
    }

    /** The commands that follow from the last fact of an event. */
    static List<Addressed> of(Venue venue, Fact fact) {
        return switch (fact) {
            case Fact.RunOpened opened -> opening(venue, opened);
            case Fact.PassSettled settled -> new Routing(venue, settled).route();
            case Fact.LevyCharged charged -> levy(venue, charged);
            case Fact.TickClosed closed -> List.of();
            case Fact.RunClosed closed -> List.of();
            case DebtFact debt -> DebtRouting.of(venue, debt);
        };
    }

    private static List<Addressed> opening(Venue venue, Fact.RunOpened opened) {
        List<Addressed> commands = new ArrayList<>();
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            commands.add(new Addressed(venue.engine(partition), new MarginCommand.Open()));
        }
        for (int market = 0; market < venue.markets(); market++) {
            commands.add(new Addressed(venue.market(market), new MarketCommand.Open(opened.outsideSize()[market])));
        }
        return commands;
    }

    private static List<Addressed> levy(Venue venue, Fact.LevyCharged charged) {
        List<Addressed> commands = new ArrayList<>();
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            commands.add(new Addressed(venue.engine(partition), new MarginCommand.Charge(charged.levy())));
        }
        if (charged.levy() instanceof Levy.Funding funding && charged.outside() != 0) {
            commands.add(new Addressed(venue.market(funding.market()), new MarketCommand.Charge(charged.outside())));
        }
        long collected = charged.accounts() + charged.outside() + charged.fund() + charged.vault();
        commands.add(new Addressed(
                venue.fund(),
                new FundCommand.Post(new FundChange(
                        charged.tick(),
                        0,
                        List.of(),
                        List.of(),
                        -charged.fund(),
                        -charged.vault(),
                        AccountChange.NO_COLLATERAL,
                        0,
                        charged.kept(),
                        collected - charged.kept(),
                        0))));
        return commands;
    }

    private List<Addressed> route() {
        pass.liquidations().stream()
                .filter(line -> line.exit() != Exit.RESIDUAL)
                .forEach(this::liquidation);
        pass.deleveragings().forEach(this::deleveraging);
        pass.liquidations().stream()
                .filter(line -> line.exit() == Exit.RESIDUAL)
                .forEach(this::liquidation);
        pass.collateralSales().forEach(this::collateralSale);
        pass.unwinds().forEach(this::unwind);
        pass.transfers().forEach(this::transfer);
        for (Fact.Deficit deficit : pass.deficits()) {
            if (deficit.open() > 0) {
                lines(deficit.account()).writtenOff = true;
            }
        }
        List<Addressed> commands = new ArrayList<>();
        engines(commands);
        markets(commands);
        fund(commands);
        coordinator(commands);
        return commands;
    }

    private AccountLines lines(String account) {
        return accounts.computeIfAbsent(venue.openings().find(account), key -> new AccountLines());
    }

    private void liquidation(Fact.Liquidation line) {
        AccountLines account = lines(line.account());
        account.trades.add(new Trade(line.market(), line.size(), line.consideration()));
        account.cash -= line.fee();
        account.coolDownUntil = Math.max(account.coolDownUntil, line.coolDownUntil());
        fundCash += line.fee();
        Trade other = new Trade(line.market(), -line.size(), -line.consideration());
        switch (line.exit()) {
            case BOOK -> execute(line.market(), line.size(), line.consideration());
            case VAULT_TAKEOVER -> vaultTrades.add(other);
            case FUND_TAKEOVER -> fundTrades.add(other);
            case RESIDUAL -> (heir(venue) == PartyKind.VAULT ? vaultTrades : fundTrades).add(other);
        }
    }

    /** Who inherits positions that nobody else takes. */
    static PartyKind heir(Venue venue) {
        return venue.scenario().venue().takeover().by() == VenueSpec.Takeover.By.VAULT
                ? PartyKind.VAULT
                : PartyKind.FUND;
    }

    private void execute(int market, long size, long consideration) {
        if (size < 0) {
            executed[market][0] -= size;
            executed[market][1] -= consideration;
        } else {
            executed[market][2] += size;
            executed[market][3] += consideration;
        }
    }

    private void deleveraging(Fact.Deleveraging line) {
        lines(line.target()).trades.add(new Trade(line.market(), line.size(), line.consideration()));
        Trade estate = new Trade(line.market(), -line.size(), -line.consideration());
        if (line.estate().kind() == PartyKind.ACCOUNT) {
            lines(line.estate().name()).trades.add(estate);
        } else {
            vaultTrades.add(estate);
        }
    }

    private void collateralSale(Fact.CollateralSale line) {
        AccountLines account = lines(line.account());
        account.giveUp(line.asset(), line.units(), venue.assets());
        account.cash += line.proceeds();
        execute(venue.markets() + line.asset(), -line.units(), -line.proceeds());
    }

    private void unwind(Fact.Unwind line) {
        Trade trade = new Trade(line.market(), line.size(), line.consideration());
        (line.holder() == PartyKind.VAULT ? vaultTrades : fundTrades).add(trade);
        execute(line.market(), line.size(), line.consideration());
    }

    private void transfer(Fact.Transfer line) {
        post(line.from(), line.asset(), -line.amount());
        post(line.to(), line.asset(), line.amount());
    }

    private void post(Party party, int asset, long amount) {
        if (asset >= 0) {
            if (party.kind() == PartyKind.ACCOUNT) {
                lines(party.name()).giveUp(asset, -amount, venue.assets());
            } else {
                vaultCollateral[asset] += amount;
            }
            return;
        }
        switch (party.kind()) {
            case ACCOUNT -> lines(party.name()).cash += amount;
            case FUND -> fundCash += amount;
            case VAULT -> vaultCash += amount;
            case PARENT -> parent += amount;
            case LEVY -> levy += amount;
            case DUST -> dust += amount;
            case OUTSIDE -> throw new IllegalStateException("the outside account only trades");
        }
    }

    private void engines(List<Addressed> commands) {
        List<List<AccountChange>> byPartition = new ArrayList<>();
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            byPartition.add(new ArrayList<>());
        }
        for (Map.Entry<Long, AccountLines> entry : accounts.entrySet()) {
            long key = entry.getKey();
            byPartition.get(venue.partitioning().of(key)).add(entry.getValue().change(key, pass.tick(), pass.pass()));
        }
        for (int partition = 0; partition < byPartition.size(); partition++) {
            if (!byPartition.get(partition).isEmpty()) {
                commands.add(
                        new Addressed(venue.engine(partition), new MarginCommand.Settle(byPartition.get(partition))));
            }
        }
    }

    private void markets(List<Addressed> commands) {
        for (int number = 0; number < executed.length; number++) {
            long[] e = executed[number];
            if (e[0] != 0 || e[2] != 0) {
                commands.add(new Addressed(
                        venue.market(number),
                        new MarketCommand.Execute(pass.tick(), pass.pass(), e[0], e[1], e[2], e[3])));
            }
        }
    }

    private void fund(List<Addressed> commands) {
        boolean collateral = false;
        for (long units : vaultCollateral) {
            collateral |= units != 0;
        }
        FundChange change = new FundChange(
                pass.tick(),
                pass.pass(),
                fundTrades,
                vaultTrades,
                fundCash,
                vaultCash,
                collateral ? vaultCollateral : AccountChange.NO_COLLATERAL,
                parent,
                levy,
                dust,
                pass.fundPaid());
        if (!change.isEmpty()) {
            commands.add(new Addressed(venue.fund(), new FundCommand.Post(change)));
        }
    }

    private void coordinator(List<Addressed> commands) {
        List<AdlCommand.ClosedPair> pairs = new ArrayList<>();
        for (Fact.Deleveraging line : pass.deleveragings()) {
            pairs.add(new AdlCommand.ClosedPair(
                    line.market(), venue.openings().find(line.target()), Math.abs(line.size()), line.rank()));
        }
        if (!pairs.isEmpty()) {
            commands.add(new Addressed(venue.coordinator(), new AdlCommand.Record(pass.tick(), pass.pass(), pairs)));
        }
    }

    /** What a pass does to one account. */
    private static final class AccountLines {
        final List<Trade> trades = new ArrayList<>();
        long cash;
        long[] collateral = AccountChange.NO_COLLATERAL;
        long coolDownUntil = -1;
        boolean writtenOff;

        void giveUp(int asset, long units, int assets) {
            if (collateral.length == 0) {
                collateral = new long[assets];
            }
            collateral[asset] += units;
        }

        AccountChange change(long key, long tick, int pass) {
            return new AccountChange(key, tick, pass, trades, cash, collateral, coolDownUntil, writtenOff);
        }
    }
}
