/** A drill: a scenario, the cluster that it runs on, and what happens to the cluster meanwhile. */
@NullMarked
package io.backstop.scenario.drill;

import org.jspecify.annotations.NullMarked;
