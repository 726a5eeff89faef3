package io.backstop.lending;

import java.util.function.Function;

/**
 * What came of a request that the rules may refuse.
 *
 * @param <T> what an accepted request leads to
 */
public sealed interface Result<T> {
    /**
     * The request is granted.
     *
     * @param value what it leads to
     */
    record Accepted<T>(T value) implements Result<T> {}

    /**
     * The request is refused and changes nothing.
     *
     * @param reason the first rule that it breaks
     */
    record Refused<T>(Refusal reason) implements Result<T> {}

    /** The same answer about another value. */
    default <U> Result<U> map(Function<? super T, ? extends U> change) {
        return switch (this) {
            case Accepted<T>(T value) -> new Accepted<>(change.apply(value));
            case Refused<T>(Refusal reason) -> new Refused<>(reason);
        };
    }

    /** Whether it was granted. */
    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    /**
     * The value of a request that was granted.
     *
     * @throws IllegalStateException with the reason if it was refused
     */
    default T orThrow() {
        return switch (this) {
            case Accepted<T>(T value) -> value;
            case Refused<T>(Refusal reason) -> throw new IllegalStateException("refused: " + reason);
        };
    }
}
