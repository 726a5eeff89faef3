/** A market: index and mark price, impact and its decay, the depth budget of a tick. */
@NullMarked
package io.backstop.market;

import org.jspecify.annotations.NullMarked;
