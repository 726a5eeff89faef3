package io.backstop.model;

/** The direction in which an exact quotient is rounded to an integer; every rounding names one. */
public enum Rounding {
    /** Toward minus infinity. */
    FLOOR,
    /** Toward plus infinity. */
    CEILING,
    /** To the nearest integer, ties to the even one. */
    HALF_EVEN
}
