package io.backstop.shell;

import io.backstop.kernel.EntityId;

/**
 * What a live entity takes for its last event.
 *
 * @param number 0 if it has none
 * @param step in which the event was made, 0 if there is none
 * @param chain the event's hash, which covers all events before it
 * @param address of the node on which the entity is
 */
public record LastEvent(EntityId entity, long number, long step, long chain, String address) {}
