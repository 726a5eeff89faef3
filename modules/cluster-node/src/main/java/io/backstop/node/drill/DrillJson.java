package io.backstop.node.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A drill's result for scripts. */
public final class DrillJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DrillJson() {}

    /** The object of {@code --json} and of {@code drill.json}. */
    public static ObjectNode of(DrillResult result) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("drill", result.drill().name());
        json.put("network", result.network().toString());
        json.put("run", result.run());
        json.put("passed", result.passed());
        json.put("digest", result.digest());
        json.put("undisturbedDigest", result.undisturbedDigest());
        json.put("failure", result.failure());
        json.put("wallSeconds", result.wallSeconds());
        ArrayNode faults = json.putArray("faults");
        result.faults().forEach(fault -> faults.add(of(fault)));
        ArrayNode audit = json.putArray("audit");
        for (DrillResult.Verdict verdict : result.verdicts()) {
            audit.addObject()
                    .put("invariant", verdict.invariant())
                    .put("description", verdict.description())
                    .put("holds", verdict.holds())
                    .put("words", verdict.words());
        }
        return json;
    }

    private static ObjectNode of(FaultOutcome fault) {
        return MAPPER.createObjectNode()
                .put("fault", FaultWords.of(fault.planned().fault(), fault.node()))
                .put("tick", fault.planned().tick())
                .put("pass", fault.planned().pass())
                .put("began", fault.began())
                .put("ended", fault.ended())
                .put("tickAtEnd", fault.tickAtEnd())
                .put("detected", fault.detected())
                .put("handedOver", fault.handedOver())
                .put("moved", fault.moved())
                .put("standstill", fault.standstill())
                .put("requestsRepeated", fault.repeated())
                .put("duplicatesAnswered", fault.duplicates())
                .put("staleWritesRefused", fault.staleWrites())
                .put("shardsMoved", fault.shardsMoved());
    }
}
