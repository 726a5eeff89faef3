/** Plans: what liquidators, keepers, borrowers and suppliers do in a pass, and what came of it. */
@NullMarked
package io.backstop.lending.pass;

import org.jspecify.annotations.NullMarked;
