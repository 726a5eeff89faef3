package io.backstop.lending.account;

import io.backstop.kernel.Answer;

/** What an account at a lending protocol answers. */
public sealed interface LendingAccountAnswer extends Answer {
    /** The pass is settled; the fingerprint is that of the account's own state. */
    record Settled(long fingerprint) implements LendingAccountAnswer {}
}
