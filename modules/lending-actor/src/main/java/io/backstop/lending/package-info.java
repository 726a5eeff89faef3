/** Lending: results of what may be refused, loss absorbers and haircuts. */
@NullMarked
package io.backstop.lending;

import org.jspecify.annotations.NullMarked;
