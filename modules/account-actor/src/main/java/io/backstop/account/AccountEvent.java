package io.backstop.account;

import io.backstop.kernel.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to an account. */
public sealed interface AccountEvent extends Event {
    /**
     * A pass was settled.
     *
     * @param opening the opening state in the account's first event, so that history never depends on how openings are drawn
     */
    record Settled(@Nullable Account opening, List<Levy> levies, AccountChange change) implements AccountEvent {}
}
