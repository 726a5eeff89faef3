/** Rules about the code itself: the arrows between modules and what the core must not touch. */
@NullMarked
package io.backstop.node.architecture;

import org.jspecify.annotations.NullMarked;
