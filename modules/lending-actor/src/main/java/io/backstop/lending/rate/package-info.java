/** Interest: rate curves over utilisation, and indices that accrue lazily. */
@NullMarked
package io.backstop.lending.rate;

import org.jspecify.annotations.NullMarked;
