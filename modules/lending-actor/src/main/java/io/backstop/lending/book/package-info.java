/** The state of a lending protocol and the only operations that change it; the pool as an entity. */
@NullMarked
package io.backstop.lending.book;

import org.jspecify.annotations.NullMarked;
