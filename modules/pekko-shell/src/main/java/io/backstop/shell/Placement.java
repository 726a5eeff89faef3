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
        return switch (id.kind()) {
            case ACCOUNT, MARGIN_ENGINE, DEBT_REGISTER -> ofPartition(id.run() + '/' + id.protocol(), id.partition());
            case RUN, MARKET, INSURANCE_FUND, ADL_COORDINATOR, LENDING_POOL -> ofPartition(id.path(), 0);
        };
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
        return NAMES[shard(EntityId.parse(entityId))];
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
        return kind == EntityKind.ACCOUNT || kind == EntityKind.MARGIN_ENGINE || kind == EntityKind.DEBT_REGISTER;
    }
}
