package io.backstop.node.drill;

/** A drill's result as a page: the market with the faults shaded over it, then the tables. */
record DrillPage(DrillResult result, DrillRun.Undisturbed undisturbed) {
    String html() {
        return "<!doctype html><title>" + result.drill().name() + "</title>";
    }
}
