/** A node that runs for long and hosts any number of runs: what it offers to HTTP, and what it is made of. */
@NullMarked
package io.backstop.node.server;

import org.jspecify.annotations.NullMarked;
