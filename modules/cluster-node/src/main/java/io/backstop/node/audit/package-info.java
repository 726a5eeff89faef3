/** {@code backstop audit}: a run's journal, read from its database alone and held against R1 to R8 and I1 to I12. */
@NullMarked
package io.backstop.node.audit;

import org.jspecify.annotations.NullMarked;
