/** Reads scenario files: YAML with positions, the published schema, units, presets, CSV files, and the resolved form. */
@NullMarked
package io.backstop.scenario.loader;

import org.jspecify.annotations.NullMarked;
