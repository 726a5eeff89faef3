package io.backstop.report;

import io.backstop.simulation.Fact;
import java.util.List;

/** All facts of one tick. Its marks come with the close, so rows that carry a notional are made from here. */
record ClosedTick(Fact.TickClosed close, List<Fact.PassSettled> passes, List<Fact.LevyCharged> levies) {
    /** Notional at mark, in micro-dollars. */
    long notional(int market, long size) {
        return Math.multiplyExact(Math.abs(size), close.mark()[market]);
    }

    /** What the target gave up against mark: positive if the price was worse for it than mark (economics N10). */
    long haircut(Fact.Deleveraging adl) {
        return Math.subtractExact(adl.consideration(), Math.multiplyExact(adl.size(), close.mark()[adl.market()]));
    }

    /** Takes a part of the forced flow. */
    interface FlowVisitor {
        void flow(Flow flow, int market, long notional);
    }

    /** Tells all forced flow of the tick, by exit. */
    void flows(FlowVisitor visitor) {
        for (Fact.PassSettled pass : passes) {
            for (Fact.Liquidation line : pass.liquidations()) {
                visitor.flow(Flow.of(line.exit()), line.market(), notional(line.market(), line.size()));
            }
            for (Fact.Deleveraging line : pass.deleveragings()) {
                visitor.flow(Flow.of(line.estate()), line.market(), notional(line.market(), line.size()));
            }
            for (Fact.Unwind line : pass.unwinds()) {
                visitor.flow(Flow.INVENTORY_UNWIND, line.market(), notional(line.market(), line.size()));
            }
        }
    }
}
