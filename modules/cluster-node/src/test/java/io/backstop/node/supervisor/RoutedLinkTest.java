package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import io.backstop.node.supervisor.LinkPolicy.Refuse;
import io.backstop.node.supervisor.LinkPolicy.Slow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A router is told of changes only: a rule that is there is not added once more, and one that is not there not deleted. */
class RoutedLinkTest {
    private final List<LinkPolicy> told = new ArrayList<>();
    private final RoutedLink link = new RoutedLink("node-1", "node-2", told::add);

    @Test
    void theRouterIsToldOnce() {
        link.set(new Pass());
        link.set(new Cut());
        link.set(new Cut());
        link.set(new Pass());
        link.set(new Pass());

        assertThat(told).containsExactly(new Cut(), new Pass());
        assertThat(link.policy()).isEqualTo(new Pass());
    }

    @Test
    void packetsAreLostOrNotButNeverLate() {
        for (LinkPolicy impossible : List.of(new Slow(Duration.ofMillis(10), 0), new Refuse())) {
            assertThatThrownBy(() -> link.set(impossible))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("--network proxy can");
        }
        assertThat(told).isEmpty();
        assertThat(link.policy()).isEqualTo(new Pass());
    }

    @Test
    void aChangeThatFailedHasNotHappened() {
        RoutedLink broken = new RoutedLink("node-1", "node-2", policy -> {
            throw CommandFailure.atRunTime("no", null);
        });

        assertThatThrownBy(() -> broken.set(new Cut())).hasMessage("no");
        assertThat(broken.policy()).isEqualTo(new Pass());
    }
}
