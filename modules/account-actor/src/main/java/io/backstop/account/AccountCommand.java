package io.backstop.account;

import io.backstop.kernel.Command;
import java.util.List;

/** What an account's engine asks of it. */
public sealed interface AccountCommand extends Command {
    /**
     * Settle a pass.
     *
     * @param levies charges since the account's last event, in order; they come before the change
     * @param fingerprint of the account's row in the risk table after the change
     */
    record Settle(AccountChange change, List<Levy> levies, long fingerprint) implements AccountCommand {}
}
