/** A run on the cluster: journals, the actor system, and the checks before an interrupted run goes on. */
@NullMarked
package io.backstop.node.runtime;

import org.jspecify.annotations.NullMarked;
