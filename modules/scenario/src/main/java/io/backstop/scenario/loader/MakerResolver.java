package io.backstop.scenario.loader;

import io.backstop.model.Ratio;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.MakerSpec.AuctionSpec;
import io.backstop.scenario.debt.MakerSpec.AutoLineSpec;
import io.backstop.scenario.debt.MakerSpec.BidSpec;
import io.backstop.scenario.debt.MakerSpec.LedgerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves auctions and treasury over a preset's. */
final class MakerResolver {
    private static final Map<String, MakerSpec.Fall> FALLS = new TreeMap<>(Map.of(
            "linear", MakerSpec.Fall.LINEAR,
            "stairstep", MakerSpec.Fall.STAIRSTEP,
            "exponential", MakerSpec.Fall.EXPONENTIAL));
    private static final int TOKEN_DECIMALS = 6;
    private static final long AUTO_LINE_TTL = 8 * 3_600_000L;

    private MakerResolver() {}

    static MakerSpec resolve(Optional<Field> over, MakerSpec base) {
        return over.map(field -> maker(field, base)).orElse(base);
    }

    private static MakerSpec maker(Field maker, MakerSpec base) {
        return new MakerSpec(
                auction(maker.find("auction"), base.auction()),
                ledger(maker.find("ledger"), base.ledger()),
                maker.find("surplus").map(Field::nonNegativeMoney).orElse(base.surplus()),
                bids(maker.find("debtAuction"), base.debtAuction()),
                bids(maker.find("surplusAuction"), base.surplusAuction()),
                maker.find("governancePrice").map(Field::positiveMoney).orElse(base.governancePrice()),
                autoLine(maker.find("autoLine")),
                maker.find("shutdownAt")
                        .filter(field -> !field.text().equals("never"))
                        .map(Field::duration)
                        .orElse(-1L));
    }

    private static AuctionSpec auction(Optional<Field> over, AuctionSpec base) {
        return over.map(field -> new AuctionSpec(
                        field.find("price").map(word -> word.choice(FALLS)).orElse(base.fall()),
                        duration(field, "tau", base.tauMillis()),
                        field.find("cut").map(Field::positiveShare).orElse(base.cut()),
                        field.find("buf").map(MakerResolver::positive).orElse(base.buf()),
                        duration(field, "tail", base.tailMillis()),
                        field.find("cusp").map(Field::share).orElse(base.cusp()),
                        factor(field, "chop", base.chop()),
                        field.find("tip").map(Field::nonNegativeMoney).orElse(base.tip()),
                        field.find("chip").map(Field::share).orElse(base.chip()),
                        field.find("dust").map(Field::nonNegativeMoney).orElse(base.dust()),
                        field.find("hole").map(Field::moneyOrNone).orElse(base.hole()),
                        breaker(field.items("breaker"))))
                .orElse(base);
    }

    private static Ratio positive(Field field) {
        return field.require(field.ratio(), ratio -> ratio.compareTo(Ratio.ZERO) > 0, "above 0");
    }

    private static List<long[]> breaker(List<Field> changes) {
        List<long[]> levels = new ArrayList<>();
        for (Field change : changes) {
            Field at = change.get("at");
            long millis = at.require(
                    at.duration(),
                    time -> levels.isEmpty() || time > levels.getLast()[0],
                    "a time after the one before");
            levels.add(new long[] {millis, change.get("level").integer()});
        }
        return List.copyOf(levels);
    }

    private static LedgerSpec ledger(Optional<Field> over, LedgerSpec base) {
        return over.map(field -> new LedgerSpec(
                        field.find("wait").map(Field::duration).orElse(base.waitMillis()),
                        field.find("bump").map(Field::positiveMoney).orElse(base.bump()),
                        field.find("sump").map(Field::positiveMoney).orElse(base.sump()),
                        field.find("hump").map(Field::nonNegativeMoney).orElse(base.hump()),
                        field.find("dump").map(MakerResolver::tokens).orElse(base.dump())))
                .orElse(base);
    }

    private static long tokens(Field field) {
        return field.require(field.units(TOKEN_DECIMALS), units -> units > 0, "above 0");
    }

    private static BidSpec bids(Optional<Field> over, BidSpec base) {
        return over.map(field -> new BidSpec(
                        factor(field, "beg", base.beg()),
                        factor(field, "pad", base.pad()),
                        duration(field, "ttl", base.ttlMillis()),
                        duration(field, "tau", base.tauMillis())))
                .orElse(base);
    }

    private static @Nullable AutoLineSpec autoLine(Optional<Field> autoLine) {
        if (autoLine.isEmpty()) {
            return null;
        }
        Field field = autoLine.get();
        return new AutoLineSpec(
                field.get("maxLine").nonNegativeMoney(),
                field.get("gap").nonNegativeMoney(),
                field.find("ttl").map(Field::duration).orElse(AUTO_LINE_TTL));
    }

    private static Ratio factor(Field field, String key, Ratio base) {
        return field.find(key)
                .map(each -> each.require(each.ratio(), LendingResolver::isOneOrMore, "100% or more"))
                .orElse(base);
    }

    private static long duration(Field field, String key, long base) {
        return field.find(key).map(Field::positiveDuration).orElse(base);
    }
}
