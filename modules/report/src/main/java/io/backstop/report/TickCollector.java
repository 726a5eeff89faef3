package io.backstop.report;

import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import java.util.ArrayList;
import java.util.List;

/** Gathers the facts of each tick until it closes; a tick that never closes is never told. */
final class TickCollector implements FactSink {
    /** Who is told. */
    interface Listener {
        void opened(Fact.RunOpened opened);

        void closed(ClosedTick tick);

        void ended(Fact.RunClosed ended);
    }

    private final List<Listener> listeners;
    private List<Fact.PassSettled> passes = new ArrayList<>();
    private List<Fact.LevyCharged> levies = new ArrayList<>();

    TickCollector(List<Listener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void accept(Fact fact) {
        switch (fact) {
            case Fact.RunOpened opened -> listeners.forEach(listener -> listener.opened(opened));
            case Fact.PassSettled pass -> passes.add(pass);
            case Fact.LevyCharged levy -> levies.add(levy);
            case Fact.TickClosed close -> close(close);
            case Fact.RunClosed ended -> listeners.forEach(listener -> listener.ended(ended));
        }
    }

    private void close(Fact.TickClosed close) {
        ClosedTick tick = new ClosedTick(close, passes, levies);
        passes = new ArrayList<>();
        levies = new ArrayList<>();
        listeners.forEach(listener -> listener.closed(tick));
    }
}
