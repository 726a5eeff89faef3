package io.backstop.node.server;

import java.util.SortedMap;

/**
 * Where the shards are.
 *
 * @param all how many there are
 * @param byAddress how many each node's region has, by the node's address; a shard that nobody has asked for is nowhere
 * @param here of this node
 */
public record Shards(int all, SortedMap<String, Integer> byAddress, Here here) {
    /**
     * What a node knows without asking others.
     *
     * @param shards how many it has
     * @param entities how many entities are awake on it
     */
    public record Here(int shards, int entities) {}
}
