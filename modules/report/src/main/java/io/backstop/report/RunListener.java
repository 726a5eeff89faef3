package io.backstop.report;

import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;

/** Takes a run's facts by kind, in their order. */
interface RunListener {
    void opened(Fact.RunOpened opened);

    void settled(Fact.PassSettled pass);

    void levied(Fact.LevyCharged levy);

    void closed(Fact.TickClosed tick);

    void ended(Fact.RunClosed ended);

    /** What lending protocols and parties did; nothing unless the listener looks at them. */
    default void debt(DebtFact fact) {}

    /** Calls the method of the fact's kind. */
    default void tell(Fact fact) {
        switch (fact) {
            case Fact.RunOpened opened -> opened(opened);
            case Fact.PassSettled pass -> settled(pass);
            case Fact.LevyCharged levy -> levied(levy);
            case Fact.TickClosed tick -> closed(tick);
            case Fact.RunClosed ended -> ended(ended);
            case DebtFact debt -> debt(debt);
        }
    }
}
