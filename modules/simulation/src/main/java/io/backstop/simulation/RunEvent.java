package io.backstop.simulation;

import io.backstop.kernel.Event;
import java.util.ArrayList;
import java.util.List;

/** What a run persists: the facts since its last event. The last fact says what is asked of whom. */
public sealed interface RunEvent extends Event {
    /** The run went on by these facts, in order. */
    record Advanced(List<Fact> facts) implements RunEvent {
        /** Facts that wait, and the one that is asked for. */
        static Advanced by(List<Fact> pending, Fact last) {
            List<Fact> facts = new ArrayList<>(pending);
            facts.add(last);
            return new Advanced(facts);
        }

        /** The tick of the last fact that has one, 0 if none has. */
        public long tick() {
            for (int at = facts.size() - 1; at >= 0; at--) {
                switch (facts.get(at)) {
                    case Fact.LevyCharged f -> {
                        return f.tick();
                    }
                    case Fact.PassSettled f -> {
                        return f.tick();
                    }
                    case Fact.TickClosed f -> {
                        return f.tick();
                    }
                    case DebtFact.LendingSettled f -> {
                        return f.tick();
                    }
                    case DebtFact.PartiesSettled f -> {
                        return f.tick();
                    }
                    case DebtFact.DebtClosed f -> {
                        return f.tick();
                    }
                    case Fact.RunOpened f -> {}
                    case Fact.RunClosed f -> {}
                    case DebtFact.DebtOpened f -> {}
                }
            }
            return 0;
        }
    }
}
