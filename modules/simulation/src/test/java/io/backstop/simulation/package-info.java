/** The tick, its passes and the order of the waterfall, with numbers. */
@NullMarked
package io.backstop.simulation;

import org.jspecify.annotations.NullMarked;
