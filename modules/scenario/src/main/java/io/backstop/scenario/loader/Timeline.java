package io.backstop.scenario.loader;

import java.util.List;

/** The times of control points. */
final class Timeline {
    private Timeline() {}

    /**
     * Milliseconds of the key {@code at} of each point.
     *
     * @throws ScenarioException if the first is not 0 or they do not ascend
     */
    static long[] times(List<Field> points) {
        long[] times = new long[points.size()];
        for (int i = 0; i < times.length; i++) {
            Field at = points.get(i).get("at");
            times[i] = at.duration();
            if (i == 0 && times[0] != 0) {
                throw at.error(at.path() + " is '" + at.text() + "'; expected 0s for the first point");
            }
            if (i > 0 && times[i] <= times[i - 1]) {
                throw at.error(at.path() + " is '" + at.text() + "', not after the point before, '"
                        + points.get(i - 1).get("at").text() + "'; expected ascending times");
            }
        }
        return times;
    }
}
