/** The coordinator of auto-deleveraging: rankings of candidates and allocations among them. */
@NullMarked
package io.backstop.adl;

import org.jspecify.annotations.NullMarked;
