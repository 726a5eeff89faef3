package io.backstop.node.server;

import java.util.List;

/**
 * Whether a node can work.
 *
 * @param ready member of a cluster, sharding answers, the database answers
 * @param alive the actor system has not ended
 * @param reasons why not, in words; empty if ready
 */
public record Health(boolean ready, boolean alive, List<String> reasons) {}
