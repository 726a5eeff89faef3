package io.backstop.scenario.loader;

import java.util.Optional;

/** A mapping over its defaults, key by key; {@code at} is where a missing key is reported. */
record Layered(Optional<Field> own, Optional<Field> defaults, Field at) {

    /** The mapping {@code key} of an object over the one of the defaults. */
    static Layered of(Field object, String key, Optional<Field> defaults) {
        return new Layered(object.find(key), defaults.flatMap(field -> field.find(key)), object);
    }

    boolean isPresent() {
        return own.isPresent() || defaults.isPresent();
    }

    Optional<Field> find(String key) {
        return own.flatMap(field -> field.find(key)).or(() -> defaults.flatMap(field -> field.find(key)));
    }
}
