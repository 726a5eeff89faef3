package io.backstop.shell;

import io.backstop.kernel.Message;
import java.util.List;

/** Takes messages to their receivers, at most once. */
@FunctionalInterface
public interface Router {
    /**
     * Sends all, in order.
     *
     * @param residents the run's entities that are awake on this node
     */
    void send(List<Message> messages, Residents residents);
}
