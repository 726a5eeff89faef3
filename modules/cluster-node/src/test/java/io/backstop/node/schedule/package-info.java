@NullMarked
package io.backstop.node.schedule;

import org.jspecify.annotations.NullMarked;
