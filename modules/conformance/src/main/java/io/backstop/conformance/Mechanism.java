package io.backstop.conformance;

/** Turns a vector's inputs into arguments of the functions that the simulation uses, and their results into fields. */
@FunctionalInterface
interface Mechanism {
    /** What the vector's inputs lead to. */
    Outcome compute(CheckValue vector);
}
