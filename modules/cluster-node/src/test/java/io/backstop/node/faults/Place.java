package io.backstop.node.faults;

/** Where runs go on while something happens to them. */
interface Place extends AutoCloseable {
    /** How a run ends without any of it, in hexadecimal. */
    String undisturbed();

    /** Carries a new run through it, to its end. */
    Outcome through(Mishap mishap) throws Exception;

    @Override
    void close();
}
