package io.backstop.kernel;

import org.jspecify.annotations.Nullable;

/**
 * An entity's address: run, protocol, partition, kind and name. It survives a failover, an actor reference does not. The
 * partition places an entity (an account lives where its engine lives) and never enters a result.
 *
 * @param run the run's name, without {@code /}
 * @param protocol the protocol's name, without {@code /}
 * @param partition 0 or more
 * @param name unique within kind and protocol
 */
public record EntityId(String run, String protocol, int partition, EntityKind kind, String name) {
    /** The address as text: {@code run/protocol/partition/KIND/name}. */
    public String path() {
        return run + '/' + protocol + '/' + partition + '/' + kind + '/' + name;
    }

    /**
     * Reads an address back from its {@link #path()}.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static EntityId parse(String path) {
        String[] parts = path.split("/", 5);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not an entity address: " + path);
        }
        return new EntityId(parts[0], parts[1], Integer.parseInt(parts[2]), EntityKind.valueOf(parts[3]), parts[4]);
    }

    /** Written out because every message is looked up by it, and what a record comes with is slow until it is compiled well. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof EntityId that
                && partition == that.partition
                && kind == that.kind
                && name.equals(that.name)
                && protocol.equals(that.protocol)
                && run.equals(that.run);
    }

    /** The name alone tells entities of a run apart well enough, and its hash is kept by the string. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + partition;
    }

    @Override
    public String toString() {
        return path();
    }
}
