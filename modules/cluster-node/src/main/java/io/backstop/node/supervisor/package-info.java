/**
 * A cluster of node processes on this machine: their proxies, their database, and the process that watches over them. It
 * works from outside only, by processes, signals, sockets and the nodes' HTTP.
 */
@NullMarked
package io.backstop.node.supervisor;

import org.jspecify.annotations.NullMarked;
