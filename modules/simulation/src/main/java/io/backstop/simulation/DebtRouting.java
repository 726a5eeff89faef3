package io.backstop.simulation;

import io.backstop.account.AccountChange;
import io.backstop.contagion.PartyState;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.PoolCommand;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.engine.LendingCommand;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.margin.MarginCommand;
import io.backstop.market.MarketCommand;
import io.backstop.party.PartyChange;
import io.backstop.party.RegisterCommand;
import io.backstop.simulation.Routing.Addressed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fact of lending protocols or parties asks of whom; a pure function of the fact. */
final class DebtRouting {
    private DebtRouting() {}

    static List<Addressed> of(Venue venue, DebtFact fact) {
        return switch (fact) {
            case DebtFact.DebtOpened opened -> opening(venue, opened);
            case DebtFact.LendingSettled settled -> lending(venue, settled);
            case DebtFact.PartiesSettled settled -> parties(venue, settled);
            case DebtFact.DebtClosed closed -> List.of();
        };
    }

    private static List<Addressed> opening(Venue venue, DebtFact.DebtOpened opened) {
        List<Addressed> commands = new ArrayList<>();
        for (int protocol = 0; protocol < venue.lending().size(); protocol++) {
            DebtFact.ProtocolOpening at = opened.protocols().get(protocol);
            long[] accounts = at.supplied().clone();
            PoolTerms terms = venue.lending().get(protocol);
            for (int reserve = 0; reserve < accounts.length; reserve++) {
                // what a protocol issues itself, no account supplied
                accounts[reserve] = reserve == terms.minted() ? 0 : accounts[reserve] - terms.publicSupply()[reserve];
            }
            commands.add(new Addressed(venue.pool(protocol), new PoolCommand.Open(accounts, at.owed())));
            for (int partition = 0; partition < venue.partitioning().count(); partition++) {
                commands.add(new Addressed(venue.lendingEngine(protocol, partition), new LendingCommand.Open()));
            }
        }
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            commands.add(new Addressed(venue.register(partition), new RegisterCommand.Open()));
        }
        return commands;
    }

    private static List<Addressed> lending(Venue venue, DebtFact.LendingSettled settled) {
        List<Addressed> commands = new ArrayList<>();
        hedges(venue, settled, commands);
        TreeMap<Integer, long[]> executed = new TreeMap<>();
        for (LendingOutcome outcome : settled.outcomes()) {
            int protocol = venue.protocol(outcome.protocol());
            commands.add(new Addressed(venue.pool(protocol), new PoolCommand.Post(outcome.pool())));
            settle(venue, protocol, outcome.accounts(), commands);
            for (Execution e : outcome.executions()) {
                long[] sum = executed.computeIfAbsent(e.asset(), asset -> new long[4]);
                sum[0] = Math.addExact(sum[0], e.sellSize());
                sum[1] = Math.addExact(sum[1], e.sellValue());
                sum[2] = Math.addExact(sum[2], e.buySize());
                sum[3] = Math.addExact(sum[3], e.buyValue());
            }
        }
        executed.forEach((asset, e) -> commands.add(new Addressed(
                venue.market(venue.markets() + asset),
                new MarketCommand.Execute(settled.tick(), settled.pass(), e[0], e[1], e[2], e[3]))));
        return commands;
    }

    private static void settle(Venue venue, int protocol, List<LendingChange> changes, List<Addressed> commands) {
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            List<LendingChange> own = new ArrayList<>();
            for (LendingChange change : changes) {
                if (venue.partitioning().of(change.account()) == partition) {
                    own.add(change);
                }
            }
            if (!own.isEmpty()) {
                commands.add(new Addressed(venue.lendingEngine(protocol, partition), new LendingCommand.Settle(own)));
            }
        }
    }

    /** Withdrawals at the venue; the deposits are in the outcomes. */
    private static void hedges(Venue venue, DebtFact.LendingSettled settled, List<Addressed> commands) {
        TreeMap<Long, Long> withdrawn = new TreeMap<>();
        for (DebtFact.HedgePayment payment : settled.hedges()) {
            withdrawn.merge(payment.venueAccount(), payment.amount(), Math::addExact);
        }
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            List<AccountChange> own = new ArrayList<>();
            for (Map.Entry<Long, Long> entry : withdrawn.entrySet()) {
                if (venue.partitioning().of(entry.getKey()) == partition) {
                    own.add(new AccountChange(
                            entry.getKey(),
                            settled.tick(),
                            settled.pass(),
                            List.of(),
                            -entry.getValue(),
                            AccountChange.NO_COLLATERAL,
                            -1,
                            false));
                }
            }
            if (!own.isEmpty()) {
                commands.add(new Addressed(venue.engine(partition), new MarginCommand.Settle(own)));
            }
        }
    }

    private static List<Addressed> parties(Venue venue, DebtFact.PartiesSettled settled) {
        TreeMap<Integer, PartyLines> parties = new TreeMap<>();
        for (DebtFact.Flow flow : settled.flows()) {
            lines(parties, flow.party()).cash += flow.amount();
        }
        for (DebtFact.Default d : settled.defaults()) {
            PartyLines lines = lines(parties, d.party());
            lines.state = PartyState.COST_POSTED;
            lines.costOwed += d.cost();
        }
        for (DebtFact.EstatePayment payment : settled.payments()) {
            PartyLines debtor = lines(parties, payment.debtor());
            debtor.cash -= payment.amount();
            if (payment.debt() < 0) {
                debtor.costOwed -= payment.amount();
            } else {
                debtor.paid.add(new PartyChange.DebtPaid(payment.debt(), payment.amount()));
            }
            if (payment.creditor() != DebtFact.OUTSIDE) {
                lines(parties, payment.creditor()).cash += payment.amount();
            }
        }
        for (DebtFact.TokenRedemption redemption : settled.redemptions()) {
            PartyLines issuer = lines(parties, venue.network().issuerOf(redemption.asset()));
            issuer.cash -= redemption.amount();
            issuer.issued -= redemption.units();
            if (redemption.holder() != DebtFact.OUTSIDE) {
                PartyLines holder = lines(parties, redemption.holder());
                holder.cash += redemption.amount();
                holder.units(venue.assets())[redemption.asset()] -= redemption.units();
            }
        }
        int count = venue.partitioning().count();
        List<Addressed> commands = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            List<PartyChange> own = new ArrayList<>();
            for (Map.Entry<Integer, PartyLines> entry : parties.entrySet()) {
                if (entry.getKey() % count == partition) {
                    own.add(entry.getValue().change(entry.getKey(), settled.tick(), settled.pass()));
                }
            }
            if (!own.isEmpty()) {
                commands.add(new Addressed(venue.register(partition), new RegisterCommand.Settle(own)));
            }
        }
        return commands;
    }

    private static PartyLines lines(Map<Integer, PartyLines> parties, int party) {
        return parties.computeIfAbsent(party, number -> new PartyLines());
    }

    /** What a step does to one party. */
    private static final class PartyLines {
        long cash;
        long costOwed;
        long issued;
        long[] units = PartyChange.NO_UNITS;

        @Nullable
        PartyState state;

        final List<PartyChange.DebtPaid> paid = new ArrayList<>();

        PartyChange change(int party, long tick, int pass) {
            return new PartyChange(party, tick, pass, cash, units, issued, state, costOwed, paid);
        }

        long[] units(int assets) {
            units = units.length == 0 ? new long[assets] : units;
            return units;
        }
    }
}
