/** A worked example of a tree of entities, small enough to read in a minute; every runtime is tested and measured with it. */
@NullMarked
package io.backstop.kernel.example;

import org.jspecify.annotations.NullMarked;
