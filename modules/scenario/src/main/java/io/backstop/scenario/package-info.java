/** The scenario file, its schema, populations of accounts and their opening states. */
@NullMarked
package io.backstop.scenario;

import org.jspecify.annotations.NullMarked;
