/** Fixed-spread liquidation as in Aave v3, and the safety module behind its deficits. */
@NullMarked
package io.backstop.lending.liquidation;

import org.jspecify.annotations.NullMarked;
