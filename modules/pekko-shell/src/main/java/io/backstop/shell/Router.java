package io.backstop.shell;

import io.backstop.kernel.Message;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** Takes messages to their receivers, at most once. */
@FunctionalInterface
public interface Router {
    /**
     * Sends all, in order.
     *
     * @param sender the actor of the entity that sends them
     */
    void send(List<Message> messages, ActorRef<ShellCommand> sender);
}
