package io.backstop.simulation;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.lending.book.PoolQuery;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The same question to all of a kind. */
final class Requests {
    private final Venue venue;

    Requests(Venue venue) {
        this.venue = venue;
    }

    /** To the venue's engine of each partition. */
    List<ChildRead> engines(Query query) {
        return partitions(venue::engine, query);
    }

    /** To each market, then to the spot market of each asset. */
    List<ChildRead> markets(Query query) {
        return all(venue.markets() + venue.assets(), venue::market, query);
    }

    /** To the pool of each lending protocol. */
    List<ChildRead> pools(PoolQuery query) {
        return all(venue.lending().size(), venue::pool, query);
    }

    /** To a lending protocol's engine of each partition. */
    List<ChildRead> lendingEngines(int protocol, Query query) {
        return partitions(partition -> venue.lendingEngine(protocol, partition), query);
    }

    /** To the register of each partition. */
    List<ChildRead> registers(Query query) {
        return partitions(venue::register, query);
    }

    private List<ChildRead> partitions(IntFunction<EntityId> child, Query query) {
        return all(venue.partitioning().count(), child, query);
    }

    private static List<ChildRead> all(int count, IntFunction<EntityId> child, Query query) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ChildRead(child.apply(number), query))
                .toList();
    }
}
