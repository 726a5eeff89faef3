/** The node: wiring, journals, HTTP, the command line and the supervisor. */
@NullMarked
package io.backstop.node;

import org.jspecify.annotations.NullMarked;
