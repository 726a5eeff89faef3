package io.backstop.report;

import io.backstop.report.Transfers.Holder;
import io.backstop.report.Transfers.Time;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.List;

/** The files of lending protocols and parties, described column by column in {@code docs/reference/run-folder.md}. */
final class DebtTables implements RunListener {
    static final String LOSSES = "losses.csv";
    static final String CLAIMS = "claims.csv";

    private static final int SHARE_DECIMALS = 6;
    private static final double SHARE_UNITS = 1e6;

    private final DebtNames names;
    private final TableSet tables;
    private final Transfers transfers;
    private final ClaimBook claims;
    private final List<ProtocolTables> protocols = new ArrayList<>();

    DebtTables(DebtNames names, TableSet tables, Transfers transfers, ClaimBook claims) {
        this.names = names;
        this.tables = tables;
        this.transfers = transfers;
        this.claims = claims;
        for (int protocol = 0; protocol < names.protocols(); protocol++) {
            protocols.add(new ProtocolTables(names, tables, protocol));
        }
        tables.make(LOSSES, DebtColumns.LOSSES);
        tables.make(CLAIMS, DebtColumns.CLAIMS);
        tables.make(Transfers.FILE, Columns.TRANSFERS);
    }

    @Override
    public void opened(Fact.RunOpened opened) {}

    @Override
    public void settled(Fact.PassSettled pass) {}

    @Override
    public void levied(Fact.LevyCharged levy) {}

    @Override
    public void closed(Fact.TickClosed tick) {}

    @Override
    public void debt(DebtFact fact) {
        switch (fact) {
            case DebtFact.LendingSettled settled -> lending(settled);
            case DebtFact.PartiesSettled settled -> parties(settled);
            case DebtFact.DebtClosed closed ->
                closed.reserves()
                        .forEach(reserve -> protocols.get(reserve.protocol()).closed(closed.tick(), reserve));
            case DebtFact.DebtOpened opened -> {}
        }
    }

    private void lending(DebtFact.LendingSettled settled) {
        Time time = new Time(settled.tick(), settled.pass());
        for (DebtFact.HedgePayment hedge : settled.hedges()) {
            transfers.add(
                    time,
                    new Holder("ACCOUNT", names.venueAccount(hedge.venueAccount())),
                    new Holder(
                            "LENDING_ACCOUNT",
                            names.protocol(hedge.protocol()) + "/" + names.account(hedge.protocol(), hedge.account())),
                    ReserveSpec.USD,
                    hedge.amount(),
                    "HEDGE",
                    "");
        }
        settled.outcomes().forEach(outcome -> {
            int protocol = names.protocol(outcome.protocol());
            protocols.get(protocol).settled(settled, outcome);
            LendingTransfers moves = new LendingTransfers(names, transfers, protocol, time);
            outcome.lines().forEach(moves::add);
        });
    }

    private void parties(DebtFact.PartiesSettled settled) {
        Time time = new Time(settled.tick(), settled.pass());
        for (DebtFact.Flow flow : settled.flows()) {
            Holder party = party(flow.party());
            boolean gains = flow.amount() >= 0;
            transfers.add(
                    time,
                    gains ? Holder.OUTSIDE : party,
                    gains ? party : Holder.OUTSIDE,
                    ReserveSpec.USD,
                    Math.abs(flow.amount()),
                    flow.reason().isEmpty() ? "FLOW" : "FLOW: " + flow.reason(),
                    "");
        }
        for (DebtFact.EstatePayment payment : settled.payments()) {
            transfers.add(
                    time,
                    party(payment.debtor()),
                    party(payment.creditor()),
                    ReserveSpec.USD,
                    payment.amount(),
                    payment.debt() < 0 ? "DEFAULT_COST" : "ESTATE",
                    payment.deficit());
        }
        settled.redemptions().forEach(redemption -> redemption(time, redemption));
    }

    /** The issuer burns what it buys back. */
    private void redemption(Time time, DebtFact.TokenRedemption redemption) {
        Holder issuer = party(names.network().issuerOf(redemption.asset()));
        Holder holder = party(redemption.holder());
        transfers.add(time, holder, issuer, redemption.asset(), redemption.units(), "REDEEMED", "");
        transfers.add(time, issuer, holder, ReserveSpec.USD, redemption.amount(), "REDEEMED", "");
    }

    private Holder party(int party) {
        return party == DebtFact.OUTSIDE ? Holder.OUTSIDE : new Holder("PARTY", names.party(party));
    }

    void loss(LossLedger.Line line) {
        tables.row(LOSSES, DebtColumns.LOSSES, line.tick(), line.pass())
                .text(line.deficit())
                .text(line.place())
                .text(line.debtor())
                .money(line.total())
                .text(line.layer())
                .text(line.payerKind())
                .text(line.payer())
                .money(line.amount())
                .end();
    }

    @Override
    public void ended(Fact.RunClosed ended) {
        for (int place = 0; place < names.network().debts(); place++) {
            if (names.network().debt(place).amount() > 0) {
                claim(place);
            }
        }
    }

    private void claim(int place) {
        ClaimBook.Standing at = claims.standing(place);
        ClaimBook.Fallen fallen = claims.fallen(at.debt().debtor());
        CsvTable row = tables.plainRow(CLAIMS, DebtColumns.CLAIMS)
                .whole(place)
                .text(names.party(at.debt().debtor()))
                .text(names.party(at.debt().creditor()))
                .whole(at.debt().seniority())
                .money(at.debt().amount())
                .money(at.outstanding())
                .money(at.worth())
                .money(at.received())
                .money(at.loss());
        if (fallen == null) {
            row.empty().empty().empty();
        } else {
            row.decimal(Math.round(at.lossGivenDefault() * SHARE_UNITS), SHARE_DECIMALS)
                    .whole(fallen.cause().hop())
                    .text(fallen.cause().id());
        }
        row.end();
    }
}
