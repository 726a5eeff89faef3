package io.backstop.scenario;

import java.math.BigDecimal;

/** A condition on the outcome, verified at the end; exit code 1 if one fails. */
public record Check(String measure, Relation relation, BigDecimal value) {
    /** The vocabulary. */
    public enum Relation {
        EQUALS,
        AT_LEAST,
        AT_MOST
    }
}
