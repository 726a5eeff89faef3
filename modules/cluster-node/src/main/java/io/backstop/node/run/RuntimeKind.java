package io.backstop.node.run;

/** What runs the entities. */
public enum RuntimeKind {
    /** Actors on a node of a Pekko cluster. */
    CLUSTER("cluster"),
    /** One thread, no actors, no journal. */
    IN_PROCESS("in-process");

    private final String text;

    RuntimeKind(String text) {
        this.text = text;
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
