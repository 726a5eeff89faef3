package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.model.Rational;

/**
 * One published check value: inputs, and what a mechanism must make of them.
 *
 * @param id unique in its file
 * @param kind of mechanism
 * @param project where it was published
 * @param inputs an object
 * @param expected an object
 * @param tolerance absolute number, object, or an absent node
 */
record CheckValue(String id, String kind, String project, Inputs inputs, JsonNode expected, JsonNode tolerance) {
    /** The expected field of a name, or an absent node: only its shape and keys may steer a mechanism. */
    JsonNode shapeOf(String field) {
        return expected.path(field);
    }

    /** The same value with other inputs. */
    CheckValue with(Inputs others) {
        return new CheckValue(id, kind, project, others, expected, tolerance);
    }

    /** A count as the vector states it: as a number, or as whether there is any. */
    Object countOrTruth(String field, int count) {
        return shapeOf(field).isBoolean() ? (Object) (count > 0) : Rational.of(count);
    }
}
