/**
 * Schedules of faults: one run in process, again and again, each time with other faults from a seed, and what must come out the
 * same.
 */
@NullMarked
package io.backstop.node.schedule;

import org.jspecify.annotations.NullMarked;
