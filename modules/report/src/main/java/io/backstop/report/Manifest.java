package io.backstop.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** The last file of a run folder: its presence means that all others are whole. */
final class Manifest {
    private static final double MILLIS = 1000;

    private Manifest() {}

    static ObjectNode json(RunInfo info, RunEnd end, RunSummary summary, long facts, List<HashedFile.FileHash> files) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", info.version());
        json.put("rulesVersion", info.rulesVersion());
        json.put("scenario", summary.scenario().name());
        json.put("seed", summary.scenario().seed());
        json.put("digest", summary.digest());
        json.put("runtime", info.runtime());
        json.put("journal", info.journal());
        json.put("partitions", info.partitions());
        info.command().forEach(json.putArray("command")::add);
        json.put("started", end.started().toString());
        json.put("finished", end.finished().toString());
        json.put("wallSeconds", Duration.between(end.started(), end.finished()).toMillis() / MILLIS);
        json.put("eventsPersisted", end.eventsPersisted());
        json.put("facts", facts);
        json.put("peakHeapBytes", end.peakHeapBytes());
        json.set("java", java());
        json.set("machine", machine());
        ObjectNode hashes = json.putObject("files");
        for (HashedFile.FileHash file : files) {
            hashes.putObject(file.name()).put("bytes", file.bytes()).put("sha256", file.sha256());
        }
        return json;
    }

    private static ObjectNode java() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", System.getProperty("java.vm.version", ""))
                .put("vendor", System.getProperty("java.vendor", ""))
                .put("name", System.getProperty("java.vm.name", ""));
    }

    private static ObjectNode machine() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("system", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""))
                .put("architecture", System.getProperty("os.arch", ""))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("maximumHeapBytes", Runtime.getRuntime().maxMemory());
    }
}
