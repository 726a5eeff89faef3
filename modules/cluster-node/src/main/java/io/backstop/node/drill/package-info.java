/** Drills: a scenario on a cluster of its own, faults at their times, and what came of it. */
@NullMarked
package io.backstop.node.drill;

import org.jspecify.annotations.NullMarked;
