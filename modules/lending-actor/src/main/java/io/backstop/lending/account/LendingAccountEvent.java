package io.backstop.lending.account;

import io.backstop.kernel.Event;
import org.jspecify.annotations.Nullable;

/** What happened to an account at a lending protocol. */
public sealed interface LendingAccountEvent extends Event {
    /**
     * A pass was settled.
     *
     * @param opening the opening state in the account's first event, so that history never depends on how openings are drawn
     */
    record Settled(@Nullable LendingAccount opening, LendingChange change) implements LendingAccountEvent {}
}
