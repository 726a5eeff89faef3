/** Measurements: JMH for single functions, whole runs for the rest. */
@NullMarked
package io.backstop.benchmarks;

import org.jspecify.annotations.NullMarked;
