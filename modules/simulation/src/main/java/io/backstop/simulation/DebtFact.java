package io.backstop.simulation;

import io.backstop.lending.pass.LendingOutcome;
import java.util.List;

/**
 * Facts of lending protocols, parties and their debts. They only occur in scenarios that have some; parties and debts are numbers in
 * the run's network, reserves numbers in their protocol.
 */
public sealed interface DebtFact extends Fact {
    /** A party number that stands for the world outside the network. */
    int OUTSIDE = -1;

    /**
     * The books of lending protocols and parties at time zero.
     *
     * @param protocols in the order of the scenario
     * @param parties number of parties
     * @param partyCash micro-dollars of all parties
     * @param partyUnits of each asset that parties hold
     * @param debts micro-dollars of all debts, those to the outside included
     * @param digest of all opening accounts and parties, independent of partitions
     */
    record DebtOpened(
            List<ProtocolOpening> protocols, long parties, long partyCash, long[] partyUnits, long debts, String digest)
            implements DebtFact {}

    /**
     * A lending protocol at time zero.
     *
     * @param accounts rows of its engines
     * @param supplied units at each reserve, the public's included
     * @param owed units at each reserve
     * @param cash micro-dollars that its accounts hold beside it
     * @param dollars micro-dollars of its reserves of dollars and its keepers
     * @param units of each asset in its reserves and beside it
     */
    record ProtocolOpening(
            String protocol, long accounts, long[] supplied, long[] owed, long cash, long dollars, long[] units) {}

    /** When lending protocols settle. */
    enum Phase {
        /** Borrowers act on what they saw a tick ago. */
        PLANS,
        /** Liquidations and auctions. */
        LIQUIDATIONS,
        /** Withdrawals against cash. */
        REDEMPTIONS
    }

    /**
     * One step of the lending protocols, settled at once by all.
     *
     * @param pass 0 outside of passes
     * @param assetMark mark of each asset, frozen in the tick
     * @param hedges PLANS: what owners withdrew from the venue for deposits of the outcomes
     * @param outcomes of the protocols in which anything happened, in the order of the scenario
     */
    record LendingSettled(
            long tick,
            int pass,
            Phase phase,
            long[] assetMark,
            List<HedgePayment> hedges,
            List<LendingOutcome> outcomes)
            implements DebtFact {}

    /**
     * Free margin that an owner moved from its account at the venue to its account at a lending protocol, where it is a deposit.
     *
     * @param venueAccount key at the venue
     * @param protocol number
     * @param account key at the lending protocol
     * @param amount micro-dollars
     */
    record HedgePayment(long venueAccount, int protocol, long account, long amount) {}

    /** When parties settle. */
    enum Occasion {
        /** Declared flows across the perimeter. */
        FLOWS,
        /** Defaults that clearing found. */
        DEFAULTS,
        /** Tokens given back to their issuers for cash. */
        REDEMPTIONS,
        /** Cash that estates pay out. */
        ESTATES
    }

    /**
     * One step of the parties.
     *
     * @param pass 0 outside of passes
     */
    record PartiesSettled(
            long tick,
            int pass,
            Occasion occasion,
            List<Flow> flows,
            List<Default> defaults,
            List<Claim> claims,
            List<EstatePayment> payments,
            List<TokenRedemption> redemptions)
            implements DebtFact {
        static PartiesSettled ofFlows(long tick, List<Flow> flows) {
            return new PartiesSettled(tick, 0, Occasion.FLOWS, flows, List.of(), List.of(), List.of(), List.of());
        }

        static PartiesSettled ofDefaults(long tick, int pass, List<Default> defaults, List<Claim> claims) {
            return new PartiesSettled(tick, pass, Occasion.DEFAULTS, List.of(), defaults, claims, List.of(), List.of());
        }

        static PartiesSettled ofRedemptions(long tick, List<TokenRedemption> redemptions) {
            return new PartiesSettled(
                    tick, 0, Occasion.REDEMPTIONS, List.of(), List.of(), List.of(), List.of(), redemptions);
        }

        static PartiesSettled ofEstates(long tick, List<EstatePayment> payments) {
            return new PartiesSettled(tick, 0, Occasion.ESTATES, List.of(), List.of(), List.of(), payments, List.of());
        }
    }

    /**
     * A declared flow.
     *
     * @param amount micro-dollars that the party gained; a loss takes no more than its cash
     * @param declared what the scenario says
     */
    record Flow(int party, long amount, long declared, String reason) {}

    /**
     * A party's default.
     *
     * @param id {@code tick.pass/parties/name}: the deficit that its creditors bear
     * @param resources micro-dollars of assets and what its claims are worth, before costs
     * @param owed micro-dollars of its debts and called guarantees
     * @param paid of that, by clearing
     * @param cost of default, posted once
     * @param hop 1 if it would be in default though everybody paid, else one more than the first of its debtors in default
     */
    record Default(String id, int party, long resources, long owed, long paid, long cost, int hop) {}

    /**
     * A claim on a party that went into default, as clearing values it then; loss given default is {@code 1 - paid / owed}.
     *
     * @param debt place in the network
     * @param deficit id of the default
     */
    record Claim(int debt, int debtor, int creditor, long owed, long paid, String deficit) {}

    /**
     * Cash that a party in default pays out.
     *
     * @param debt place in the network, or -1 for the cost of default
     */
    record EstatePayment(int debtor, int creditor, int debt, long amount, String deficit) {}

    /**
     * Units of a token that its issuer bought back and burned.
     *
     * @param holder a party, or {@link #OUTSIDE} for everybody else
     * @param amount micro-dollars
     */
    record TokenRedemption(int asset, int holder, long units, long amount) {}

    /**
     * Lending protocols and parties at the close of a tick.
     *
     * @param assetIndex exogenous price of each asset
     * @param assetMark of the same
     * @param nav of each asset on its grid, -1 for what is no token
     * @param reserves of all protocols, in the order of the scenario
     * @param protocols in the order of the scenario
     * @param parties all of them in small networks and in the last tick, else none
     * @param claims on parties in default, in the same ticks
     * @param inDefault number of parties in default
     * @param passes that lending protocols settled in the tick
     */
    record DebtClosed(
            long tick,
            long[] assetIndex,
            long[] assetMark,
            long[] nav,
            List<ReserveFigures> reserves,
            List<ProtocolFigures> protocols,
            List<PartyFigures> parties,
            List<Claim> claims,
            int inDefault,
            int passes)
            implements DebtFact {}

    /**
     * A reserve; amounts in the asset's units.
     *
     * @param price as the protocol sees it, on the asset's grid
     * @param utilisation and rates in parts of 10^15
     */
    record ReserveFigures(
            int protocol,
            int reserve,
            long price,
            long cash,
            long debt,
            long supply,
            long treasury,
            long deficit,
            long utilisation,
            long borrowRate) {}

    /**
     * A protocol; micro-dollars.
     *
     * @param keeperCash of all keepers
     * @param auctions collateral auctions that run
     * @param tab what they still ask for
     * @param surplus of the treasury
     * @param queuedDebt of the treasury: queued, free and on auction
     * @param staked left of the safety module
     * @param openDeficit nobody covered, at the protocol's prices
     * @param redemptions units value that wait for cash
     */
    record ProtocolFigures(
            String protocol,
            long keeperCash,
            int auctions,
            long tab,
            long surplus,
            long queuedDebt,
            long staked,
            long openDeficit,
            long redemptions) {}

    /**
     * A party; micro-dollars.
     *
     * @param assets outside assets and what its claims are worth
     * @param owed its debts
     * @param paid what clearing says of them
     */
    record PartyFigures(int party, long assets, long owed, long paid, boolean inDefault) {}
}
