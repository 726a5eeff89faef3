package io.backstop.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PartitioningTest {
    @Property
    void everyOrdinalOfAPopulationIsHeldOnce(
            @ForAll @IntRange(min = 1, max = 64) int partitions,
            @ForAll @IntRange(max = 100) int population,
            @ForAll @IntRange(max = 500) int accounts) {
        Partitioning partitioning = new Partitioning(partitions);
        int[] holders = new int[accounts];
        for (int partition = 0; partition < partitions; partition++) {
            for (int ordinal = partitioning.first(partition, population); ordinal < accounts; ordinal += partitions) {
                holders[ordinal]++;
                assertThat(partitioning.of((long) population << 32 | ordinal)).isEqualTo(partition);
            }
        }
        assertThat(holders).containsOnly(accounts == 0 ? new int[0] : new int[] {1});
    }
}
