package io.backstop.lending.account;

import io.backstop.kernel.Command;

/** What an account's engine asks of it. */
public sealed interface LendingAccountCommand extends Command {
    /** Settle a pass; {@code fingerprint} is that of the account's row after the change. */
    record Settle(LendingChange change, long fingerprint) implements LendingAccountCommand {}
}
