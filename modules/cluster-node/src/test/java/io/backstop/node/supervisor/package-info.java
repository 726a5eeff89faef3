/** Tests of clusters on this machine. */
@NullMarked
package io.backstop.node.supervisor;

import org.jspecify.annotations.NullMarked;
