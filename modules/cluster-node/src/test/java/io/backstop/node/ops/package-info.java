@NullMarked
package io.backstop.node.ops;

import org.jspecify.annotations.NullMarked;
