package io.backstop.report;

import io.backstop.simulation.Fact;

/** Amounts of a pass valued at its marks, in micro-dollars. */
final class AtMark {
    private AtMark() {}

    /** Takes a part of the forced flow. */
    interface FlowVisitor {
        void flow(Flow flow, int market, long notional);
    }

    static long notional(Fact.PassSettled pass, int market, long size) {
        return Math.multiplyExact(Math.abs(size), pass.mark()[market]);
    }

    /** What the target gave up against mark: positive if the price was worse for it than mark (economics N10). */
    static long haircut(Fact.PassSettled pass, Fact.Deleveraging adl) {
        return Math.subtractExact(adl.consideration(), Math.multiplyExact(adl.size(), pass.mark()[adl.market()]));
    }

    /** Tells all forced flow of the pass, by exit. */
    static void flows(Fact.PassSettled pass, FlowVisitor visitor) {
        for (Fact.Liquidation line : pass.liquidations()) {
            visitor.flow(Flow.of(line.exit()), line.market(), notional(pass, line.market(), line.size()));
        }
        for (Fact.Deleveraging line : pass.deleveragings()) {
            visitor.flow(Flow.of(line.estate()), line.market(), notional(pass, line.market(), line.size()));
        }
        for (Fact.Unwind line : pass.unwinds()) {
            visitor.flow(Flow.INVENTORY_UNWIND, line.market(), notional(pass, line.market(), line.size()));
        }
    }
}
