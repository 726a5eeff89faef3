package io.backstop.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an audit counts and finds, for each of R1 to R8 and I1 to I12. */
public final class Findings {
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /** Nothing checked yet. */
    public Findings() {}

    /** How a check came out. */
    public enum Verdict {
        /** Checked, and nothing was wrong. */
        HOLDS,
        /** Something was wrong. */
        BROKEN,
        /** The run has no such thing. */
        NOTHING_TO_CHECK
    }

    /**
     * Where something is wrong.
     *
     * @param tick in which it was found, 0 before the first
     * @param entity its address
     * @param event number of the entity's event, from 1
     * @param what in plain words
     * @param amount by how much, in the unit that {@code what} names; 0 if it is no amount
     */
    public record Break(long tick, String entity, long event, String what, long amount) {}

    /**
     * How many were checked.
     *
     * @param of what, in the plural
     */
    public record Checked(String of, long count) {}

    /**
     * The outcome of one check.
     *
     * @param name such as {@code R4}
     * @param breaks how often it was broken, as far as that could be followed
     * @param first the first break, null if there is none
     */
    public record Line(
            String name,
            String description,
            Verdict verdict,
            List<Checked> checked,
            long breaks,
            @Nullable Break first) {}

    private static final class Entry {
        final TreeMap<String, Long> checked = new TreeMap<>();
        long breaks;

        @Nullable
        Break first;
    }

    /** Counts what was checked. */
    public void checked(Guarantee guarantee, String of, long more) {
        count(guarantee.name(), of, more);
    }

    /** Counts what was checked. */
    public void checked(Invariant invariant, String of, long more) {
        count(invariant.name(), of, more);
    }

    private void count(String name, String of, long more) {
        if (more > 0) {
            entry(name).checked.merge(of, more, Math::addExact);
        }
    }

    /** Notes a break. */
    public void broken(Guarantee guarantee, Break found) {
        note(guarantee.name(), found);
    }

    /** Notes a break. */
    public void broken(Invariant invariant, Break found) {
        note(invariant.name(), found);
    }

    private void note(String name, Break found) {
        Entry entry = entry(name);
        entry.breaks++;
        entry.first = entry.first == null ? found : entry.first;
    }

    /** Whether it is broken. */
    public boolean isBroken(Guarantee guarantee) {
        return entry(guarantee.name()).breaks > 0;
    }

    private Entry entry(String name) {
        return entries.computeIfAbsent(name, key -> new Entry());
    }

    /** All outcomes: R1 to R8, then I1 to I12. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (Guarantee guarantee : Guarantee.values()) {
            lines.add(line(guarantee.name(), guarantee.description()));
        }
        for (Invariant invariant : Invariant.values()) {
            lines.add(line(invariant.name(), invariant.description()));
        }
        return lines;
    }

    private Line line(String name, String description) {
        Entry entry = entry(name);
        List<Checked> checked = entry.checked.entrySet().stream()
                .map(count -> new Checked(count.getKey(), count.getValue()))
                .toList();
        Verdict verdict =
                entry.breaks > 0 ? Verdict.BROKEN : checked.isEmpty() ? Verdict.NOTHING_TO_CHECK : Verdict.HOLDS;
        return new Line(name, description, verdict, checked, entry.breaks, entry.first);
    }
}
