package io.backstop.report;

import io.backstop.lending.pass.LendingLine;
import io.backstop.party.DebtNetwork;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.PartyFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is exposed to whom: parties, lending protocols and the world outside, with edges from who owes to who loses if it does not pay.
 * Amounts of edges are those of time zero at opening prices, amounts of nodes those last written down.
 */
final class DebtGraph {
    private static final String OUTSIDE = "outside";

    private final DebtNames names;
    private final ClaimBook claims;
    private final ProtocolState[] protocols;
    private DebtFact.@Nullable DebtOpened opened;

    /** What a node stands for. */
    enum Kind {
        PARTY,
        PROTOCOL,
        OUTSIDE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an edge stands for: a debt, shares (or a protocol's collateral of them), a supply at a protocol. */
    enum Tie {
        DEBT,
        SHARES,
        SUPPLY;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A node; micro-dollars.
     *
     * @param hop of a default, 0 for none; of a protocol with a deficit 0 too
     * @param tick of the default, or of a protocol's first deficit; -1 for none
     */
    record Node(
            String id,
            String name,
            Kind kind,
            long assets,
            long owed,
            long paid,
            boolean inDefault,
            int hop,
            long tick,
            int pass) {
        long equity() {
            return assets - owed;
        }
    }

    /**
     * An edge; micro-dollars.
     *
     * @param seniority of a debt, else -1
     * @param paid cash and what clearing says the rest is worth; -1 for what is no debt
     */
    record Edge(String from, String to, Tie tie, long amount, int seniority, long paid, double lossGivenDefault) {}

    /** A protocol as it was last written down. */
    private static final class ProtocolState {
        long assets;
        long owed;
        long openDeficit;
        long firstDeficit = -1;
        int firstPass;
    }

    DebtGraph(DebtNames names, ClaimBook claims) {
        this.names = names;
        this.claims = claims;
        this.protocols = new ProtocolState[names.protocols()];
        for (int protocol = 0; protocol < protocols.length; protocol++) {
            protocols[protocol] = new ProtocolState();
        }
    }

    void take(DebtFact fact) {
        switch (fact) {
            case DebtFact.DebtOpened facts -> opened = facts;
            case DebtFact.DebtClosed closed -> closed(closed);
            case DebtFact.LendingSettled settled -> settled(settled);
            case DebtFact.PartiesSettled settled -> {}
        }
    }

    private void settled(DebtFact.LendingSettled settled) {
        settled.outcomes().forEach(outcome -> {
            ProtocolState state = protocols[names.protocol(outcome.protocol())];
            if (state.firstDeficit < 0 && outcome.lines().stream().anyMatch(LendingLine.Deficit.class::isInstance)) {
                state.firstDeficit = settled.tick();
                state.firstPass = settled.pass();
            }
        });
    }

    private void closed(DebtFact.DebtClosed closed) {
        for (ProtocolState state : protocols) {
            state.assets = 0;
            state.owed = 0;
        }
        for (DebtFact.ReserveFigures reserve : closed.reserves()) {
            ProtocolState state = protocols[reserve.protocol()];
            long price = Math.max(0, reserve.price());
            long held = Math.multiplyExact(Math.addExact(reserve.cash(), reserve.debt()), price);
            state.assets = Math.addExact(state.assets, held);
            state.owed = Math.addExact(state.owed, Math.multiplyExact(reserve.supply(), price));
        }
        for (int protocol = 0; protocol < protocols.length; protocol++) {
            protocols[protocol].openDeficit = closed.protocols().get(protocol).openDeficit();
        }
    }

    static String partyId(int party) {
        return "p" + party;
    }

    static String protocolId(int protocol) {
        return "l" + protocol;
    }

    /** All nodes: protocols, parties, and the outside if anybody owes it. */
    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (int protocol = 0; protocol < protocols.length; protocol++) {
            ProtocolState at = protocols[protocol];
            nodes.add(new Node(
                    protocolId(protocol),
                    names.protocol(protocol),
                    Kind.PROTOCOL,
                    at.assets,
                    at.owed,
                    at.owed - Math.min(at.owed, at.openDeficit),
                    false,
                    0,
                    at.firstDeficit,
                    at.firstPass));
        }
        DebtNetwork network = names.network();
        for (int party = 0; party < network.parties(); party++) {
            nodes.add(party(party));
        }
        if (owesOutside()) {
            nodes.add(new Node(OUTSIDE, OUTSIDE, Kind.OUTSIDE, 0, 0, 0, false, 0, -1, 0));
        }
        return nodes;
    }

    private boolean owesOutside() {
        DebtNetwork network = names.network();
        for (int place = network.debts() - 1; place >= 0; place--) {
            if (network.debt(place).creditor() == DebtFact.OUTSIDE
                    && network.debt(place).amount() > 0) {
                return true;
            }
        }
        return false;
    }

    private Node party(int party) {
        PartyFigures figures = claims.figures(party);
        ClaimBook.Fallen fallen = claims.fallen(party);
        long assets = figures == null ? names.network().opening(party).cash() : figures.assets();
        long owed = figures == null ? owedAtStart(party) : figures.owed();
        return new Node(
                partyId(party),
                names.party(party),
                Kind.PARTY,
                assets,
                owed,
                figures == null ? owed : figures.paid(),
                fallen != null,
                fallen == null ? 0 : fallen.cause().hop(),
                fallen == null ? -1 : fallen.tick(),
                fallen == null ? 0 : fallen.pass());
    }

    private long owedAtStart(int party) {
        long owed = 0;
        for (int place : names.network().debtsOf(party)) {
            owed = Math.addExact(owed, names.network().debt(place).amount());
        }
        return owed;
    }

    /** All edges: debts by place, shares by asset, supplies by protocol. */
    List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        DebtNetwork network = names.network();
        for (int place = 0; place < network.debts(); place++) {
            ClaimBook.Standing at = claims.standing(place);
            if (at.debt().amount() > 0) {
                int creditor = at.debt().creditor();
                edges.add(new Edge(
                        partyId(at.debt().debtor()),
                        creditor == DebtFact.OUTSIDE ? OUTSIDE : partyId(creditor),
                        Tie.DEBT,
                        at.debt().amount(),
                        at.debt().seniority(),
                        Math.addExact(at.received(), at.worth()),
                        at.lossGivenDefault()));
            }
        }
        shares(edges);
        supplies(edges);
        return edges;
    }

    private void shares(List<Edge> edges) {
        DebtNetwork network = names.network();
        for (int asset = 0; asset < network.assets(); asset++) {
            int issuer = network.issuerOf(asset);
            if (issuer < 0) {
                continue;
            }
            for (int party = 0; party < network.parties(); party++) {
                share(
                        edges,
                        issuer,
                        partyId(party),
                        asset,
                        party == issuer ? 0 : network.opening(party).units()[asset]);
            }
            for (int protocol = 0; opened != null && protocol < protocols.length; protocol++) {
                share(
                        edges,
                        issuer,
                        protocolId(protocol),
                        asset,
                        opened.protocols().get(protocol).units()[asset]);
            }
        }
    }

    private void share(List<Edge> edges, int issuer, String holder, int asset, long units) {
        if (units > 0) {
            long amount = Math.multiplyExact(units, names.openingPrice(asset));
            edges.add(new Edge(partyId(issuer), holder, Tie.SHARES, amount, -1, -1, 0));
        }
    }

    private void supplies(List<Edge> edges) {
        for (int party = 0; party < names.network().parties(); party++) {
            for (String account : names.network().accounts(party)) {
                int slash = account.indexOf('/');
                String place = account.substring(0, slash);
                for (int protocol = 0; protocol < protocols.length; protocol++) {
                    if (names.protocol(protocol).equals(place)) {
                        supply(edges, party, protocol, account.substring(slash + 1));
                    }
                }
            }
        }
    }

    private void supply(List<Edge> edges, int party, int protocol, String account) {
        LendingOpenings openings = names.openings(protocol);
        long key = openings.find(account);
        LendingOpening opening =
                new LendingOpening(names.spec(protocol).reserves().size());
        openings.draw((int) (key >>> Integer.SIZE), (int) key, opening);
        long supplied = 0;
        long owed = 0;
        for (int reserve = 0; reserve < opening.supplied.length; reserve++) {
            long price = names.openingPrice(names.asset(protocol, reserve));
            supplied = Math.addExact(supplied, Math.multiplyExact(opening.supplied[reserve], price));
            owed = Math.addExact(owed, Math.multiplyExact(opening.owed[reserve], price));
        }
        if (supplied > 0) {
            edges.add(new Edge(protocolId(protocol), partyId(party), Tie.SUPPLY, supplied, -1, -1, 0));
        }
        if (owed > 0) {
            edges.add(new Edge(partyId(party), protocolId(protocol), Tie.DEBT, owed, -1, -1, 0));
        }
    }
}
