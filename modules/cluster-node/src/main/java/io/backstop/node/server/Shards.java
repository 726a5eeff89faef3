package io.backstop.node.server;

import java.util.SortedMap;

/**
 * Where the shards are.
 *
 * @param all how many there are
 * @param byAddress how many each node's region has, by the node's address; a shard that nobody has asked for is nowhere
 * @param here how many this node has
 * @param entitiesHere how many entities are awake on this node
 */
public record Shards(int all, SortedMap<String, Integer> byAddress, int here, int entitiesHere) {}
