/** The table of a lending protocol's accounts, and the engine of one partition as an entity. */
@NullMarked
package io.backstop.lending.engine;

import org.jspecify.annotations.NullMarked;
