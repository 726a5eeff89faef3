/** The fault table: what may go wrong with nodes, links, database and journal, each with what must hold. */
@NullMarked
package io.backstop.node.faults;

import org.jspecify.annotations.NullMarked;
