/** Entities as pure state machines, the steps between parent and child, and the in-process runtime with its faults. */
@NullMarked
package io.backstop.kernel;

import org.jspecify.annotations.NullMarked;
