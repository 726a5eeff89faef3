/** An account at a lending protocol, and the account as an entity. */
@NullMarked
package io.backstop.lending.account;

import org.jspecify.annotations.NullMarked;
