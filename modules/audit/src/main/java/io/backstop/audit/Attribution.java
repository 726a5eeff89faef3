package io.backstop.audit;

import java.util.EnumMap;
import java.util.Map;

/** Where the parties' changes of equity in a tick come from, in micro-dollars. */
final class Attribution {
    /** The causes. */
    enum Column {
        PRICE,
        EXECUTION,
        FUNDING,
        FEE,
        ADL,
        SHARED_LOSS,
        PAYMENT,
        /** With lending protocols: what it adds up to is what came from there. */
        LENDING
    }

    private final EnumMap<Who, Map<Column, Long>> amounts = new EnumMap<>(Who.class);

    void add(Who who, Column column, long amount) {
        amounts.computeIfAbsent(who, party -> new EnumMap<>(Column.class)).merge(column, amount, Math::addExact);
    }

    /** One line's two legs. */
    void move(Who from, Who to, Column column, long amount) {
        add(from, column, Math.negateExact(amount));
        add(to, column, amount);
    }

    long of(Who who) {
        long sum = 0;
        for (long amount : amounts.getOrDefault(who, Map.of()).values()) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    long of(Column column) {
        long sum = 0;
        for (Map<Column, Long> row : amounts.values()) {
            sum = Math.addExact(sum, row.getOrDefault(column, 0L));
        }
        return sum;
    }
}
