package io.backstop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** An account lives in the shard of its engine, and a run's engines are spread over all shards. */
class PlacementTest {
    private static EntityId id(EntityKind kind, int partition, String name) {
        return new EntityId("run", "venue", partition, kind, name);
    }

    @Test
    void accountsLiveWithTheirEngine() {
        for (int partition = 0; partition < 64; partition++) {
            EntityId engine = id(EntityKind.MARGIN_ENGINE, partition, "engine");
            EntityId account = id(EntityKind.ACCOUNT, partition, "someone/with a slash");
            assertThat(Placement.shard(account))
                    .isEqualTo(Placement.shard(engine))
                    .isBetween(0, 59);
            assertThat(new Placement().shardId(account.path())).isEqualTo(Integer.toString(Placement.shard(engine)));
            assertThat(Placement.together(account, engine)).isTrue();
            assertThat(Placement.together(engine, id(EntityKind.RUN, partition, "root")))
                    .isFalse();
        }
    }

    @Test
    void sixtyPartitionsFillSixtyShards() {
        TreeSet<Integer> shards = new TreeSet<>();
        for (int partition = 0; partition < 60; partition++) {
            shards.add(Placement.shard(id(EntityKind.MARGIN_ENGINE, partition, "engine")));
        }
        assertThat(shards).hasSize(60);
    }

    @Test
    void theShardOfAnAddressNeverChanges() {
        assertThat(Placement.shard(id(EntityKind.MARGIN_ENGINE, 0, "engine"))).isEqualTo(6);
        assertThat(Placement.shard(id(EntityKind.MARKET, 0, "BTC"))).isEqualTo(30);
    }
}
