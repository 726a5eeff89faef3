package io.backstop.node.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.report.RunSummary;
import io.backstop.scenario.Measure;
import java.math.BigDecimal;
import java.nio.file.Path;

/** What a run came to. */
public record RunResult(RunSummary summary, Path folder, long eventsPersisted, double wallSeconds, long peakHeapBytes) {
    /** Ticks whose passes reached the scenario's {@code maxPasses}. */
    public long ticksCut() {
        return summary.value(Measure.PASSES_CUT).map(BigDecimal::longValue).orElse(0L);
    }

    /** Whether every check held and no tick was cut. */
    public boolean sound() {
        return summary.failedChecks().isEmpty() && ticksCut() == 0;
    }

    /** The object of {@code --json}: the summary, and what differs from one execution of the run to the next. */
    public ObjectNode toJson() {
        return summary.toJson()
                .put("eventsPersisted", eventsPersisted)
                .put("runFolder", folder.toString())
                .put("wallSeconds", wallSeconds)
                .put("peakHeapBytes", peakHeapBytes);
    }
}
