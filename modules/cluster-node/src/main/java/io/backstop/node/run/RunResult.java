package io.backstop.node.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.report.RunSummary;
import java.nio.file.Path;

/** What a run came to. */
public record RunResult(RunSummary summary, Path folder, long eventsPersisted, double wallSeconds, long peakHeapBytes) {
    /** The object of {@code --json}: the summary, and what differs from one execution of the run to the next. */
    public ObjectNode toJson() {
        return summary.toJson()
                .put("eventsPersisted", eventsPersisted)
                .put("runFolder", folder.toString())
                .put("wallSeconds", wallSeconds)
                .put("peakHeapBytes", peakHeapBytes);
    }
}
