package io.backstop.audit;

import io.backstop.scenario.debt.ReserveSpec;

/** What came in from the world outside since the opening: declared flows less payments to it. */
final class OutsideFlows {
    long dollars;
    final long[] units;

    OutsideFlows(int assets) {
        this.units = new long[assets];
    }

    OutsideFlows copy() {
        OutsideFlows copy = new OutsideFlows(units.length);
        copy.dollars = dollars;
        System.arraycopy(units, 0, copy.units, 0, units.length);
        return copy;
    }

    /** Units of an asset, or of dollars. */
    void receive(int asset, long amount) {
        if (asset == ReserveSpec.USD) {
            dollars = Math.addExact(dollars, amount);
        } else {
            units[asset] = Math.addExact(units[asset], amount);
        }
    }
}
