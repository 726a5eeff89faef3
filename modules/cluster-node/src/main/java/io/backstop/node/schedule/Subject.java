package io.backstop.node.schedule;

import io.backstop.kernel.inprocess.Cells;
import io.backstop.simulation.Books;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;

/** What schedules are tried on. Used by several threads at once. */
interface Subject {
    /**
     * The cells of one run from its opening.
     *
     * @param check of the books at the close of each tick
     */
    Cells cells(Books.Check check);

    /** A run of a scenario; the venue holds nothing that changes, so all schedules share it. */
    static Subject of(Venue venue) {
        return check -> Cells.of(venue, new RunWorkflow(venue, check), venue.runId());
    }
}
