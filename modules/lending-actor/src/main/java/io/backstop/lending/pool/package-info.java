/** A lending pool's reserve of one asset, its caps, and what its accounts owe against what they own. */
@NullMarked
package io.backstop.lending.pool;

import org.jspecify.annotations.NullMarked;
