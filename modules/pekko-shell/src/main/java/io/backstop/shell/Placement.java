package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.model.RandomStream;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/**
 * Where an entity lives. An account shares the shard of its engine, so a cascade's chatter stays inside a node; everything else
 * is spread by its address. The number of shards can never change without a full stop and is the same on every node.
 */
public final class Placement extends ShardingMessageExtractor<ShellCommand, ShellCommand> {
    /** How many shards there are. */
    public static final int SHARDS = 60;

    private static final String[] NAMES = names();

    private static String[] names() {
        String[] names = new String[SHARDS];
        for (int shard = 0; shard < SHARDS; shard++) {
            names[shard] = Integer.toString(shard);
        }
        return names;
    }

    /** The shard of an address, 0 to 59. */
    public static int shard(EntityId id) {
        return shard(id.path());
    }

    private static int ofPartition(String where, int partition) {
        return (int) Math.floorMod(RandomStream.hash(where) + partition, (long) SHARDS);
    }

    @Override
    public String entityId(ShellCommand command) {
        return command.receiver().path();
    }

    @Override
    public String shardId(String entityId) {
        return NAMES[shard(entityId)];
    }

    /** The shard of an address as text, without making the address: asked for every message. */
    private static int shard(String path) {
        int protocol = path.indexOf('/') + 1;
        int partition = path.indexOf('/', protocol) + 1;
        int kind = path.indexOf('/', partition) + 1;
        int name = path.indexOf('/', kind) + 1;
        if (protocol == 0 || partition == 0 || kind == 0 || name == 0) {
            throw new IllegalArgumentException("not an entity address: " + path);
        }
        return partitioned(EntityKind.valueOf(path.substring(kind, name - 1)))
                ? ofPartition(path.substring(0, partition - 1), Integer.parseInt(path, partition, kind - 1, 10))
                : ofPartition(path, 0);
    }

    @Override
    public ShellCommand unwrapMessage(ShellCommand command) {
        return command;
    }

    /** Whether two entities live in one shard, and so always on one node. */
    static boolean together(EntityId one, EntityId other) {
        return one.partition() == other.partition()
                && partitioned(one.kind())
                && partitioned(other.kind())
                && one.protocol().equals(other.protocol())
                && one.run().equals(other.run());
    }

    private static boolean partitioned(EntityKind kind) {
        return switch (kind) {
            case ACCOUNT, MARGIN_ENGINE, DEBT_REGISTER -> true;
            case RUN, MARKET, INSURANCE_FUND, ADL_COORDINATOR, LENDING_POOL -> false;
        };
    }
}
