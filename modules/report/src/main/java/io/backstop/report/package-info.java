/** The run folder and the HTML report, a projection of the journal. */
@NullMarked
package io.backstop.report;

import org.jspecify.annotations.NullMarked;
