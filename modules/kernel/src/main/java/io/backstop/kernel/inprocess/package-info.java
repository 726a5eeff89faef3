/** The runtime without actors: one thread, one queue, and faults from a seed. */
@NullMarked
package io.backstop.kernel.inprocess;

import org.jspecify.annotations.NullMarked;
