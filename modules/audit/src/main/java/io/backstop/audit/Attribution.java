package io.backstop.audit;

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
        PAYMENT
    }

    private final long[][] amounts = new long[Who.values().length][Column.values().length];

    void add(Who who, Column column, long amount) {
        long[] row = amounts[who.ordinal()];
        row[column.ordinal()] = Math.addExact(row[column.ordinal()], amount);
    }

    /** One line's two legs. */
    void move(Who from, Who to, Column column, long amount) {
        add(from, column, Math.negateExact(amount));
        add(to, column, amount);
    }

    long of(Who who) {
        long sum = 0;
        for (long amount : amounts[who.ordinal()]) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    long of(Column column) {
        long sum = 0;
        for (long[] row : amounts) {
            sum = Math.addExact(sum, row[column.ordinal()]);
        }
        return sum;
    }
}
