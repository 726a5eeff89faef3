package io.backstop.node;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments that the parser has already insisted on. */
final class Arguments {
    private Arguments() {}

    static <T> T given(@Nullable T argument) {
        return Objects.requireNonNull(argument, "the parser lets no command run without it");
    }
}
