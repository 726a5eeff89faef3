package io.backstop.account;

import io.backstop.kernel.Answer;

/** What an account answers. */
public sealed interface AccountAnswer extends Answer {
    /** The pass is settled; the fingerprint is that of the account's own state. */
    record Settled(long fingerprint) implements AccountAnswer {}
}
