package io.backstop.node.supervisor;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import io.backstop.node.supervisor.LinkPolicy.Slow;
import java.util.Optional;
import java.util.function.Consumer;

/** A link between namespaces: packets in one direction, which the router lets through or loses. */
final class RoutedLink implements Link {
    private final String from;
    private final String to;
    private final Consumer<LinkPolicy> router;
    private LinkPolicy policy = new Pass();

    /**
     * A link that passes.
     *
     * @param router told of each change: {@link Pass} or {@link Cut}
     */
    RoutedLink(String from, String to, Consumer<LinkPolicy> router) {
        this.from = from;
        this.to = to;
        this.router = router;
    }

    @Override
    public String from() {
        return from;
    }

    @Override
    public String to() {
        return to;
    }

    @Override
    public synchronized LinkPolicy policy() {
        return policy;
    }

    @Override
    public synchronized void set(LinkPolicy next) {
        switch (next) {
            case Pass pass -> change(pass);
            case Cut cut -> change(cut);
            case Refuse refuse -> throw impossible();
            case Slow slow -> throw impossible();
        }
    }

    private void change(LinkPolicy next) {
        if (!policy.equals(next)) {
            router.accept(next);
            policy = next;
        }
    }

    static CommandFailure impossible() {
        return CommandFailure.badInput(
                "--network namespaces can cut a link between nodes, not slow it down or refuse it; --network proxy can");
    }

    /** The router counts nothing for single links. */
    @Override
    public Optional<Traffic> traffic() {
        return Optional.empty();
    }
}
