/** Fixed-point numbers, ids, keyed random streams and the digest; knows nothing else of ours. */
@NullMarked
package io.backstop.model;

import org.jspecify.annotations.NullMarked;
