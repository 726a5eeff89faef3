package io.backstop.node.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.ClusterStore.NodeCard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may join whom: same rules, same shards, all codecs of those who are there. */
class JoinRulesTest {
    private static final List<String> CODECS = List.of("100 account.opened:1", "101 account.filled:1");

    private static NodeCard card(String name, String build, String rules, int shards, List<String> codecs) {
        return new NodeCard(
                "pekko://backstop@10.0.0.1:7000", name, "http://10.0.0.1:8000", build, rules, shards, codecs);
    }

    private static final NodeCard MEMBER = card("node-1", "0.1.0", "7", 60, CODECS);

    private static void refused(NodeCard newcomer, String difference) {
        assertThatThrownBy(() -> JoinRules.check(newcomer, List.of(MEMBER)))
                .isInstanceOf(CommandFailure.class)
                .extracting(failure -> ((CommandFailure) failure).exitCode())
                .isEqualTo(2);
        assertThatThrownBy(() -> JoinRules.check(newcomer, List.of(MEMBER)))
                .hasMessage("node-2 may not join: node-1 (pekko://backstop@10.0.0.1:7000, build 0.1.0) has "
                        + difference
                        + "; start it with the build of the cluster, or stop the cluster first");
    }

    private static void welcome(NodeCard newcomer, NodeCard... others) {
        assertThatCode(() -> JoinRules.check(newcomer, List.of(others))).doesNotThrowAnyException();
    }

    @Test
    void otherRulesAreRefused() {
        refused(card("node-2", "0.1.0", "8", 60, CODECS), "rules version 7, this node 8");
    }

    @Test
    void anotherNumberOfShardsIsRefused() {
        refused(card("node-2", "0.1.0", "7", 61, CODECS), "60 shards, this node 61");
    }

    @Test
    void aNodeThatCannotReadWhatTheOthersWriteIsRefused() {
        refused(
                card("node-2", "0.1.0", "7", 60, List.of("100 account.opened:1")),
                "codecs that this node does not have, such as 101 account.filled:1");
        refused(
                card("node-2", "0.1.0", "7", 60, List.of("100 account.opened:1", "101 account.filled:2")),
                "codecs that this node does not have, such as 101 account.filled:1");
    }

    @Test
    void oneOfSeveralThatDiffersIsEnough() {
        NodeCard newcomer = card("node-2", "0.1.0", "7", 60, CODECS);
        assertThatThrownBy(() -> JoinRules.check(newcomer, List.of(MEMBER, card("node-3", "0.1.0", "6", 60, CODECS))))
                .hasMessageContaining("node-3 ");
    }

    @Test
    void whoKnowsMoreIsWelcome() {
        welcome(
                card(
                        "node-2",
                        "0.1.0",
                        "7",
                        60,
                        List.of("100 account.opened:1", "101 account.filled:1", "102 account.closed:1")),
                MEMBER);
    }

    @Test
    void whoReadsANewVersionBesideTheOldOneIsWelcome() {
        welcome(
                card(
                        "node-2",
                        "0.2.0",
                        "7",
                        60,
                        List.of("100 account.opened:1", "101 account.filled:1", "102 account.filled:2")),
                MEMBER);
    }

    @Test
    void anotherBuildIsWelcomeAndSoIsTheFirst() {
        welcome(card("node-2", "0.2.0", "7", 60, CODECS), MEMBER);
        welcome(card("node-2", "0.2.0", "7", 60, CODECS));
    }
}
