package io.backstop.node.faults;

import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submission.HoldPoint;
import java.nio.file.Path;
import java.util.List;

/** The scenario of the fault table: ten ticks through every layer of a waterfall. */
record Cascade(String resolved, String digest) {
    static final int PARTITIONS = 6;

    /** The tick of the gap. */
    static final HoldPoint GAP = new HoldPoint(4, 1);

    /** A tick later, with most of the cascade done. */
    static final HoldPoint LATER = new HoldPoint(5, 1);

    /** Two ticks later. */
    static final HoldPoint LAST = new HoldPoint(6, 1);

    static final Path FILE = Path.of("../../drills/small.yaml");

    static Cascade of(Path file) {
        String resolved = LocalCluster.resolved(file);
        return new Cascade(resolved, LocalCluster.digestInProcess(resolved));
    }

    static Cascade small() {
        return of(FILE);
    }

    Submission submission(String key, HoldPoint... holds) {
        return new Submission(resolved, PARTITIONS, key, List.of(holds));
    }
}
