/** An account, the party at a protocol: collateral, positions, debts and the mathematics of margin. */
@NullMarked
package io.backstop.account;

import org.jspecify.annotations.NullMarked;
