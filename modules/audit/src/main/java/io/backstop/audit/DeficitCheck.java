package io.backstop.audit;

import io.backstop.simulation.Fact;
import io.backstop.simulation.Fact.Deficit;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Layer;
import io.backstop.simulation.Fact.Party;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.Fact.Payment;
import io.backstop.simulation.Fact.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** I8 for one pass: each deficit adds up, and what each layer gave is found again in the lines of the pass. */
final class DeficitCheck {
    private final Place place;
    private final Fact.PassSettled pass;
    private final Map<String, Map<Layer, Long>> found = new TreeMap<>();

    DeficitCheck(Fact.PassSettled pass) {
        this.place = new Place(pass.tick(), "pass " + pass.pass());
        this.pass = pass;
    }

    void check() {
        for (Deficit deficit : pass.deficits()) {
            if (found.put(deficit.account(), new EnumMap<>(Layer.class)) != null) {
                throw place.broken(Invariant.I8, "a second deficit of " + deficit.account(), deficit.amount());
            }
        }
        pass.liquidations().forEach(this::liquidation);
        pass.deleveragings().forEach(this::deleveraging);
        pass.transfers().forEach(this::transfer);
        pass.deficits().forEach(this::deficit);
    }

    private void liquidation(Fact.Liquidation line) {
        Layer layer = line.exit() == Exit.BOOK ? Layer.BOOK : line.exit() == Exit.FUND_TAKEOVER ? Layer.FUND : null;
        if (layer != null && found.containsKey(line.account())) {
            add(line.account(), layer, gain(line.market(), line.size(), line.consideration()));
        }
    }

    private void deleveraging(Fact.Deleveraging line) {
        if (line.estate().kind() == PartyKind.ACCOUNT
                && found.containsKey(line.estate().name())) {
            add(line.estate().name(), Layer.ADL, gain(line.market(), -line.size(), -line.consideration()));
        }
    }

    private long gain(int market, long size, long paid) {
        return Math.subtractExact(Math.multiplyExact(size, pass.mark()[market]), paid);
    }

    private void transfer(Fact.Transfer line) {
        boolean ofDeficit = line.reason() == Reason.DEFICIT;
        if (!ofDeficit && line.reason() != Reason.TOP_UP) {
            return;
        }
        Party to = line.to();
        if (ofDeficit && (to.kind() != PartyKind.ACCOUNT || !found.containsKey(to.name()) || line.deficit() == null)) {
            throw place.broken(Invariant.I8, "a payment without a deficit to " + to, line.amount());
        }
        if (found.containsKey(to.name())) {
            add(to.name(), layer(line), line.amount());
        }
    }

    private Layer layer(Fact.Transfer line) {
        return switch (line.from().kind()) {
            case FUND -> Layer.FUND;
            case PARENT -> Layer.PARENT;
            case LEVY -> Layer.SOCIALISED;
            case VAULT ->
                throw place.broken(
                        Invariant.I8, "a payment of the vault to " + line.to().name(), line.amount());
            case ACCOUNT, DUST -> Layer.ADL;
            case OUTSIDE -> Layer.BOOK;
        };
    }

    private void add(String account, Layer layer, long amount) {
        Map<Layer, Long> layers = found.get(account);
        if (layers != null) {
            layers.merge(layer, amount, Math::addExact);
        }
    }

    private void deficit(Deficit deficit) {
        String what = "deficit " + deficit.id();
        long low = Math.min(Math.min(deficit.carried(), deficit.open()), deficit.overshoot());
        place.within(Invariant.I8, what + ", a part below nothing", 0, Long.MAX_VALUE, low);
        place.within(Invariant.I8, what + ", amount", 1, Long.MAX_VALUE, deficit.amount());
        long explained = Math.addExact(deficit.carried(), Math.subtractExact(deficit.open(), deficit.overshoot()));
        for (Payment payment : deficit.payments()) {
            explained = Math.addExact(explained, payment.amount());
            add(deficit.account(), payment.layer(), Math.negateExact(payment.amount()));
        }
        place.same(Invariant.I8, what + ", payments, carried and open", deficit.amount(), explained);
        Map<Layer, Long> unexplained = found.getOrDefault(deficit.account(), Map.of());
        unexplained.forEach((layer, amount) -> place.same(Invariant.I8, what + ", lines of layer " + layer, 0, amount));
    }
}
