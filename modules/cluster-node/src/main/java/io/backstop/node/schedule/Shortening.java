package io.backstop.node.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the few faults of a schedule that are enough to make it fail. */
final class Shortening {
    private Shortening() {}

    /**
     * A shorter list that still fails, from which no single one can be left out (ddmin: Zeller and Hildebrandt, Simplifying and
     * Isolating Failure-Inducing Input, IEEE TSE 28(2), 2002).
     *
     * @param fails whether a list fails; must hold for all
     */
    static <T> List<T> of(List<T> all, Predicate<List<T>> fails) {
        if (fails.test(List.of())) {
            return List.of();
        }
        List<T> failing = all;
        int parts = 2;
        while (failing.size() >= 2) {
            List<T> less = without(failing, parts, fails);
            if (less.size() < failing.size()) {
                failing = less;
                parts = Math.max(parts - 1, 2);
            } else if (parts == failing.size()) {
                return failing;
            } else {
                parts = Math.min(2 * parts, failing.size());
            }
        }
        return failing;
    }

    /** One of the parts or all but one of them if that fails, else the same list. */
    private static <T> List<T> without(List<T> failing, int parts, Predicate<List<T>> fails) {
        for (int part = 0; part < parts; part++) {
            int from = part * failing.size() / parts;
            int to = (part + 1) * failing.size() / parts;
            List<T> one = failing.subList(from, to);
            if (one.size() < failing.size() && fails.test(one)) {
                return new ArrayList<>(one);
            }
            List<T> others = new ArrayList<>(failing.subList(0, from));
            others.addAll(failing.subList(to, failing.size()));
            if (fails.test(others)) {
                return others;
            }
        }
        return failing;
    }
}
