/** Tests of what a drill tells. */
@NullMarked
package io.backstop.node.drill;

import org.jspecify.annotations.NullMarked;
