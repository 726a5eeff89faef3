/** A run from the command line: what it needs, the runtime it takes, the folder it leaves, how it fails and how it goes on. */
@NullMarked
package io.backstop.node.run;

import org.jspecify.annotations.NullMarked;
