/** The simulation as a whole, under random scenarios. */
@NullMarked
package io.backstop.audit;

import org.jspecify.annotations.NullMarked;
