/** The run: the tick, its phases and the order of the waterfall. */
@NullMarked
package io.backstop.simulation;

import org.jspecify.annotations.NullMarked;
