package io.backstop.node.server;

import io.backstop.shell.LastEvent;
import java.util.List;

/**
 * What live entities of a run take for their last events.
 *
 * @param entities those that answered, in the order in which they were asked
 * @param silent the paths of those that did not answer in time
 */
public record LastEvents(List<LastEvent> entities, List<String> silent) {}
