package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.lending.Result;
import io.backstop.lending.maker.BidTerms;
import io.backstop.lending.maker.CollateralType;
import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.maker.FinePrice;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.maker.LedgerTerms;
import io.backstop.lending.maker.Shutdown;
import io.backstop.lending.maker.Vault;
import io.backstop.lending.pool.AutoLine;
import io.backstop.lending.pool.AutoLine.Ceiling;
import io.backstop.lending.rate.Index;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maker: positions, ceilings, debt auctions, the ledger, shutdown. */
final class MakerMechanisms {
    private static final List<String> VAT_CONDITIONS = List.of(
            "line",
            "Line",
            "deltaInk",
            "deltaArt",
            "currentArt",
            "ink",
            "art",
            "dust",
            "spot",
            "rate",
            "totalArt",
            "debt");
    private static final List<String> ORDINALS =
            List.of("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth");

    private MakerMechanisms() {}

    /** {@code debt-ceiling}: one look at the debt, or several independent ones. */
    static Outcome autoLine(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Rational> lines = new ArrayList<>();
        List<Inputs> cases = inputs.list("cases");
        for (Inputs own : cases.isEmpty() ? List.of(inputs) : cases) {
            lines.add(adjustedLine(vector, inputs.with(own)));
        }
        return new Outcome().put("newLine", cases.isEmpty() ? lines.get(0) : lines);
    }

    private static Rational adjustedLine(CheckValue vector, Inputs inputs) {
        List<Rational> amounts =
                List.of(inputs.number("maxLine"), inputs.number("gap"), inputs.number("debt"), inputs.number("line"));
        Scale scale = ScaledAmounts.of(vector, List.of(), List.of(), amounts).scale();
        AutoLine auto = new AutoLine(
                scale.money(inputs.number("maxLine")),
                scale.money(inputs.number("gap")),
                ClipMechanisms.millis(inputs.number("ttlSeconds", "ttl")));
        long now = ClipMechanisms.millis(inputs.numberOr(Rational.ZERO, "secondsSinceIncrease"));
        boolean isSameBlock = inputs.flag(false, "sameBlock", "changedInBlock", "alreadyChangedInBlock");
        Ceiling before = new Ceiling(scale.money(inputs.number("line")), 0, isSameBlock ? 1 : 0);
        return scale.dollars(auto.adjusted(before, scale.money(inputs.number("debt")), now, 1)
                .line());
    }

    /** {@code maker-vat}: groups of changes; each group starts without a position and goes on from what was granted. */
    static Outcome vat(CheckValue vector) {
        Outcome outcome = new Outcome();
        for (Map.Entry<String, JsonNode> group : vector.expected().properties()) {
            if (group.getValue().isArray()) {
                outcome.put(group.getKey(), changes(vector, new Inputs(group.getValue()).elements()));
            }
        }
        if (vector.inputs().has("deltaInk", "deltaArt")) {
            outcome.fields()
                    .putAll(changes(vector, List.of(vector.inputs())).get(0).fields());
        }
        return outcome;
    }

    private static List<Outcome> changes(CheckValue vector, List<Inputs> elements) {
        Rational ink = Rational.ZERO;
        Rational art = Rational.ZERO;
        List<Outcome> outcomes = new ArrayList<>();
        for (Inputs own : elements) {
            Inputs all = vector.inputs().with(own);
            ink = all.numberOr(ink, "ink");
            art = all.numberOr(art, "art", "currentArt");
            Rational deltaInk = all.numberOr(Rational.ZERO, "deltaInk");
            Rational deltaArt = all.numberOr(Rational.ZERO, "deltaArt");
            boolean isGranted = isGranted(vector, all, ink, art);
            Outcome outcome = new Outcome().put("ok", isGranted);
            for (String condition : VAT_CONDITIONS) {
                Rational value = own.numberOrNull(condition);
                if (value != null) {
                    outcome.put(condition, value);
                }
            }
            outcomes.add(outcome);
            ink = isGranted ? ink.plus(deltaInk) : ink;
            art = isGranted ? art.plus(deltaArt) : art;
        }
        return outcomes;
    }

    private static boolean isGranted(CheckValue vector, Inputs all, Rational ink, Rational art) {
        Rational deltaInk = all.numberOr(Rational.ZERO, "deltaInk");
        Rational deltaArt = all.numberOr(Rational.ZERO, "deltaArt");
        Rational spot = all.numberOr(Rational.ONE, "spot");
        Rational rate = all.numberOr(Rational.ONE, "rate");
        Rational total = all.numberOr(art, "totalArt", "Art");
        Rational global = all.numberOr(total.times(rate), "globalDebt", "totalDebt");
        Scale scale = ScaledAmounts.of(
                        vector, List.of(ink, deltaInk), List.of(spot), List.of(art, deltaArt, total, global))
                .scale();
        CollateralType type = new CollateralType(
                scale.money(total),
                rate.times(Rational.of(Index.SCALE)).round(Rounding.HALF_EVEN),
                FinePrice.of(scale.price(spot)),
                limit(all, scale, "line"),
                scale.money(all.numberOr(Rational.ZERO, "dust")));
        Vault.Change change = new Vault.Change(
                scale.size(deltaInk), scale.money(deltaArt), all.flag(true, "consent", "ownerConsents", "owner"));
        return new Vault(scale.size(ink), scale.money(art))
                .adjusted(type, scale.money(global), limit(all, scale, "Line"), change)
                .isAccepted();
    }

    private static long limit(Inputs inputs, Scale scale, String name) {
        Rational limit = inputs.numberOrNull(name);
        return limit == null ? Long.MAX_VALUE : scale.money(limit);
    }

    /** {@code maker-flop}: bids one after the other, or none at all, then the lot grows. */
    static Outcome flop(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational lot = inputs.number("lot");
        Rational bid = inputs.number("bid", "sump");
        Scale scale = ScaledAmounts.of(vector, List.of(), List.of(), List.of(lot, bid))
                .scale();
        BidTerms terms = new BidTerms(
                ClipMechanisms.factor(inputs, BidTerms.DSS.beg(), "beg"),
                ClipMechanisms.factor(inputs, BidTerms.DSS.pad(), "pad"),
                ClipMechanisms.millis(inputs.numberOr(Rational.of(BidTerms.DSS.ttlMillis(), 1_000), "ttl")),
                ClipMechanisms.millis(inputs.numberOr(Rational.of(BidTerms.DSS.tauMillis(), 1_000), "tau")));
        DebtAuction auction = DebtAuction.kick(terms, scale.money(bid), scale.money(lot), 0);
        Outcome outcome = new Outcome();
        List<Inputs> steps = inputs.list("steps", "bids");
        List<String> refunded = new ArrayList<>();
        List<Boolean> accepted = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String who = name(steps.get(i));
            Result<DebtAuction.Bid> result =
                    auction.bid(terms, who, scale.money(steps.get(i).number("lot")), i);
            accepted.add(result.isAccepted());
            if (result instanceof Result.Accepted<DebtAuction.Bid>(DebtAuction.Bid done)) {
                auction = done.after();
                refunded.remove(who);
                addIfPresent(refunded, done.refunded(), who);
            }
            putBalances(vector, outcome, auction, scale, refunded, ordinal(i));
        }
        outcome.put("accepted", accepted).put("ok", accepted).put("steps", taken(steps, accepted));
        putEnd(outcome, auction, terms, scale, lot);
        return outcome;
    }

    private static List<Outcome> taken(List<Inputs> steps, List<Boolean> accepted) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < accepted.size(); i++) {
            outcomes.add(new Outcome()
                    .put("who", name(steps.get(i)))
                    .put("lot", steps.get(i).number("lot"))
                    .put("ok", accepted.get(i)));
        }
        return outcomes;
    }

    private static void addIfPresent(List<String> names, @Nullable String name, String other) {
        if (name != null && !name.equals(other)) {
            names.add(name);
        }
    }

    /** Fields such as {@code aliAfterFirst}: what the leader has paid; {@code refunded} for whoever was beaten. */
    private static void putBalances(
            CheckValue vector,
            Outcome outcome,
            DebtAuction auction,
            Scale scale,
            List<String> refunded,
            String ordinal) {
        String leader = auction.leader();
        if (leader != null) {
            outcome.put(leader + "After" + ordinal, scale.dollars(-auction.bid()));
        }
        for (String name : refunded) {
            String field = name + "After" + ordinal;
            boolean isNumber = Numbers.parse(vector.shapeOf(field)) != null;
            outcome.put(field, isNumber ? (Object) Rational.ZERO : "refunded");
        }
    }

    private static void putEnd(Outcome outcome, DebtAuction auction, BidTerms terms, Scale scale, Rational lot) {
        long late = Math.addExact(auction.endsAt(), 1);
        if (auction.settled(late) instanceof Result.Accepted<DebtAuction.Deal>(DebtAuction.Deal deal)) {
            outcome.put("receiver", scale.dollars(auction.bid()))
                    .put("winner", deal.winner())
                    .put("minted", scale.dollars(deal.minted()))
                    .put("mintedTo" + capital(deal.winner()), scale.dollars(deal.minted()));
            return;
        }
        Rational grown = auction.restarted(terms, late)
                .map(next -> scale.dollars(next.lot()))
                .orThrow();
        outcome.put("lotBefore", lot)
                .put("lotAfterTick", grown)
                .put("newLot", grown)
                .put("lotAfterPad", grown)
                .put("lot", grown);
    }

    private static String name(Inputs step) {
        String who = step.textOrNull("who", "bidder", "guy");
        if (who == null) {
            throw new MissingInput("who");
        }
        return who;
    }

    private static String ordinal(int position) {
        return position < ORDINALS.size() ? ORDINALS.get(position) : String.valueOf(position + 1);
    }

    /**
     * {@code maker-vow}: what the queue releases at the times that are listed, and whether auctions start. Fields name their state:
     * {@code flopAllowedWithUnqueuedDebt100} has 100 of free debt and no surplus.
     */
    static Outcome vow(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational bump = inputs.numberOr(Rational.ZERO, "bump");
        Rational sump = inputs.number("sump");
        Rational hump = inputs.numberOr(Rational.ZERO, "hump");
        Scale scale = ScaledAmounts.of(vector, List.of(), List.of(), List.of(bump, sump, hump))
                .scale();
        LedgerTerms terms = new LedgerTerms(
                ClipMechanisms.millis(inputs.numberOr(Rational.ZERO, "wait")),
                scale.money(bump),
                scale.money(sump),
                scale.money(hump),
                1);
        Ledger owing = Ledger.EMPTY.owing(terms.sump());
        Outcome outcome = new Outcome()
                .put("queueReleasableAt", released(vector, terms))
                .put(
                        "secondFlopOnSameDebt",
                        owing.debtAuctionStarted(terms)
                                .orThrow()
                                .debtAuctionStarted(terms)
                                .isAccepted())
                .put(
                        "flopWhileSurplusNonZero",
                        owing.received(1).debtAuctionStarted(terms).isAccepted());
        putStarts(vector, terms, scale, outcome);
        return outcome;
    }

    private static List<Outcome> released(CheckValue vector, LedgerTerms terms) {
        List<Outcome> releases = new ArrayList<>();
        for (Inputs own : ClipMechanisms.conditions(vector, "queueReleasableAt")) {
            Rational t = own.number("t");
            long now = ClipMechanisms.millis(t);
            boolean isFree =
                    Ledger.EMPTY.queued(terms.sump(), 0).released(terms, now).free() > 0;
            releases.add(new Outcome().put("t", t).put("ok", isFree));
        }
        return releases;
    }

    private static void putStarts(CheckValue vector, LedgerTerms terms, Scale scale, Outcome outcome) {
        for (Map.Entry<String, JsonNode> field : vector.expected().properties()) {
            String name = field.getKey();
            Rational amount = Numbers.parse(name.replaceAll("^\\D*", ""));
            if (amount == null || !name.startsWith("fl")) {
                continue;
            }
            long micros = scale.money(amount);
            Ledger ledger = name.contains("Surplus")
                    ? Ledger.EMPTY.received(micros)
                    : name.contains("Unqueued") || !name.contains("Queued")
                            ? Ledger.EMPTY.owing(micros)
                            : Ledger.EMPTY.queued(micros, 0);
            boolean starts = name.startsWith("flap")
                    ? ledger.surplusAuctionStarted(terms).isAccepted()
                    : ledger.debtAuctionStarted(terms).isAccepted();
            outcome.put(name, starts);
        }
        for (String field : List.of("flap", "flop", "flapAllowed", "flopAllowed")) {
            if (vector.shapeOf(field).isArray()) {
                outcome.put(field, starts(vector, field, terms, scale));
            }
        }
    }

    /** Elements that state surplus and debt, and whether an auction starts then. */
    private static List<Outcome> starts(CheckValue vector, String field, LedgerTerms terms, Scale scale) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Inputs own : ClipMechanisms.conditions(vector, field)) {
            Outcome outcome = new Outcome();
            for (String condition : List.of("surplus", "debt", "queued", "onAuction")) {
                Rational value = own.numberOrNull(condition);
                if (value != null) {
                    outcome.put(condition, value);
                }
            }
            long queued = scale.money(own.numberOr(Rational.ZERO, "queued"));
            List<Ledger.Queued> queue = queued == 0 ? List.of() : List.of(new Ledger.Queued(0, queued));
            Ledger ledger = new Ledger(
                    scale.money(own.numberOr(Rational.ZERO, "surplus")),
                    scale.money(own.numberOr(Rational.ZERO, "debt")),
                    queue,
                    scale.money(own.numberOr(Rational.ZERO, "onAuction")));
            Result<Ledger> started =
                    field.startsWith("flap") ? ledger.surplusAuctionStarted(terms) : ledger.debtAuctionStarted(terms);
            outcomes.add(outcome.put("ok", started.isAccepted()));
        }
        return outcomes;
    }

    /** {@code maker-end}: all positions are closed at the final price; fields such as {@code redeem15} say how much is redeemed. */
    static Outcome end(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational price = inputs.number("finalPrice", "price");
        List<Rational> inks = new ArrayList<>();
        List<Rational> arts = new ArrayList<>();
        Rational debt = Rational.ZERO;
        Rational rate = inputs.numberOr(Rational.ONE, "rate");
        for (Inputs position : inputs.list("positions")) {
            inks.add(position.number("ink"));
            arts.add(position.number("art"));
            debt = debt.plus(position.number("art").times(rate));
        }
        Rational supply = inputs.numberOr(debt, "outstandingStable", "outstanding", "stableSupply");
        List<Rational> amounts = new ArrayList<>(arts);
        amounts.add(supply);
        ScaledAmounts scaled = ScaledAmounts.of(vector, inks, List.of(price), amounts);
        Scale scale = scaled.scale();
        CollateralType type = new CollateralType(
                scale.money(debt), rate.times(Rational.of(Index.SCALE)).round(Rounding.HALF_EVEN), 0, 0, 0);
        Shutdown shutdown = Shutdown.at(FinePrice.of(scale.price(price)));
        List<Rational> skimmed = new ArrayList<>();
        List<Rational> free = new ArrayList<>();
        for (int i = 0; i < inks.size(); i++) {
            Shutdown.Skim skim = shutdown.skim(new Vault(scale.size(inks.get(i)), scale.money(arts.get(i))), type);
            skimmed.add(scale.sizeOf(skim.taken()));
            free.add(scale.sizeOf(skim.free()));
            shutdown = skim.after();
        }
        Outcome outcome = new Outcome()
                .put("skimmed", skimmed)
                .put("freeCollateral", free)
                .put("gap", scale.sizeOf(shutdown.gap()))
                .put("fix", scale.sizeOf(shutdown.pot()).dividedBy(supply));
        for (Map.Entry<String, JsonNode> field : vector.expected().properties()) {
            Rational amount = field.getKey().startsWith("redeem")
                    ? Numbers.parse(field.getKey().substring("redeem".length()).replace('_', '.'))
                    : null;
            if (amount != null) {
                long redeemed = shutdown.redeem(scale.money(amount), scale.money(supply));
                outcome.put(field.getKey(), scale.sizeOf(redeemed));
            }
        }
        return scaled.noted(outcome);
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
