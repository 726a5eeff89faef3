/** How events and messages become bytes: one hand-written codec for each type, one table of fixed numbers. */
@NullMarked
package io.backstop.shell.codec;

import org.jspecify.annotations.NullMarked;
