/** Parties with balance sheets, and the register of what they owe each other. Clearing itself is in {@code io.backstop.contagion}. */
@NullMarked
package io.backstop.party;

import org.jspecify.annotations.NullMarked;
