package io.backstop.audit;

import io.backstop.scenario.debt.ReserveSpec;

/** What came in from the world outside since the opening: declared flows less payments to it. */
final class OutsideFlows {
    long dollars;
    final long[] units;
    /** Units of each token that the public holds more than at the opening. */
    final long[] ofPublic;

    OutsideFlows(int assets) {
        this.units = new long[assets];
        this.ofPublic = new long[assets];
    }

    OutsideFlows copy() {
        OutsideFlows copy = new OutsideFlows(units.length);
        copy.dollars = dollars;
        System.arraycopy(units, 0, copy.units, 0, units.length);
        System.arraycopy(ofPublic, 0, copy.ofPublic, 0, units.length);
        return copy;
    }

    /** Units of an asset, or of dollars. */
    void receive(int asset, long amount) {
        if (asset == ReserveSpec.USD) {
            dollars = Math.addExact(dollars, amount);
        } else {
            units[asset] = Math.addExact(units[asset], amount);
            ofPublic[asset] = Math.subtractExact(ofPublic[asset], amount);
        }
    }
}
