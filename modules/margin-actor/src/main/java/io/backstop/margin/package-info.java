/** The margin engine of a partition and its risk table, one row for each account. */
@NullMarked
package io.backstop.margin;

import org.jspecify.annotations.NullMarked;
