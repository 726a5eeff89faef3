/** Check values that papers and venues have published, and our answers to them. */
@NullMarked
package io.backstop.conformance;

import org.jspecify.annotations.NullMarked;
