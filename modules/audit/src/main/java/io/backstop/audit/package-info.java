/** Independent checks of a run from its facts alone; shares nothing with the entities that made them. */
@NullMarked
package io.backstop.audit;

import org.jspecify.annotations.NullMarked;
