/** Prices that a protocol believes: live, late, stopped, written into its code. */
@NullMarked
package io.backstop.lending.oracle;

import org.jspecify.annotations.NullMarked;
