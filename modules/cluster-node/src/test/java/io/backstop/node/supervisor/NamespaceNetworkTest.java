package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.supervisor.IpCommand.Failed;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import io.backstop.node.supervisor.LinkPolicy.Pass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel is asked what it would do with a packet, and what it still has afterwards. Left out where nobody is root. */
@Timeout(60)
class NamespaceNetworkTest {
    private final NamespaceNames names = NamespaceNames.random();

    @TempDir
    private Path folder;

    private static String ip(String... words) throws Failed {
        return IpCommand.find().ask(words);
    }

    private static List<String> traces(NamespaceNames names) throws Failed {
        String all = ip("netns", "list") + ip("-brief", "link") + ip("-4", "route", "show", "table", "all");
        return all.lines()
                .filter(line -> line.contains(names.prefix()) || line.contains(names.device()))
                .toList();
    }

    /** Whether the router would send a packet on. */
    private boolean goes(NodePlace from, NodePlace to, String device) {
        try {
            return ip("-n", names.router(), "route", "get", to.host(), "from", from.host(), "iif", device)
                    .startsWith(to.host());
        } catch (Failed lost) {
            return false;
        }
    }

    @Test
    void aCutLosesPacketsOfOneDirectionOnly() {
        KernelNamespaces.assumeHere();
        try (NamespaceNetwork network = NamespaceNetwork.make(names)) {
            NodePlace one = network.place("node-1", 1);
            NodePlace two = network.place("node-2", 2);
            assertThat(goes(one, two, "node-1")).isTrue();

            network.between("node-1", "node-2").set(new Cut());
            assertThat(goes(one, two, "node-1")).isFalse();
            assertThat(goes(two, one, "node-2")).isTrue();

            network.between("node-1", "node-2").set(new Pass());
            assertThat(goes(one, two, "node-1")).isTrue();
        }
    }

    /** The word of its command line tells a node's process to a later supervisor, so the process must be the one that was started. */
    @Test
    void aProcessThereIsTheOneThatWasStartedAndReachesThisMachine() throws Exception {
        KernelNamespaces.assumeHere();
        try (Echo echo = new Echo();
                NamespaceNetwork network = NamespaceNetwork.make(names);
                Links links = new Links(network)) {
            NodePlace place = network.place("node-1", 1);
            InetSocketAddress proxy = links.addDatabase("node-1", Loopback.at(echo.port()));
            List<String> command = new ArrayList<>(place.within());
            command.addAll(List.of(
                    "bash",
                    "-c",
                    "exec 3<>/dev/tcp/" + proxy.getAddress().getHostAddress() + "/" + proxy.getPort()
                            + "; echo hello >&3; head -n 1 <&3; read -r word"));
            Process process = new ProcessBuilder(command).start();
            byte[] answer = process.getInputStream().readNBytes(6);

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("hello\n");
            assertThat(ProcessMark.of(process.toHandle(), "/dev/tcp/").alive()).contains(process.toHandle());
            assertThat(process.info().command())
                    .hasValueSatisfying(program -> assertThat(program).endsWith("bash"));
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aConnectionToTheDatabaseFromElsewhereIsClosed() throws IOException {
        KernelNamespaces.assumeHere();
        try (Echo echo = new Echo();
                NamespaceNetwork network = NamespaceNetwork.make(names);
                Links links = new Links(network)) {
            NodePlace unused = network.place("node-1", 1);
            InetSocketAddress proxy = links.addDatabase("node-1", Loopback.at(echo.port()));
            try (Socket stranger = new Socket(proxy.getAddress(), proxy.getPort())) {
                assertThat(stranger.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void twoAtOnceHaveDifferentSubnetsAndNothingStaysOfEither() throws Failed {
        KernelNamespaces.assumeHere();
        NamespaceNames others = NamespaceNames.random();
        try (NamespaceNetwork other = NamespaceNetwork.make(others)) {
            try (NamespaceNetwork network = NamespaceNetwork.make(names)) {
                assertThat(network.host()).isNotEqualTo(other.host());
                assertThat(network.place("node-1", 1).address()).endsWith(".11:25520");
            }
            assertThat(traces(names)).isEmpty();
            assertThat(traces(others)).isNotEmpty();
        }
        assertThat(traces(others)).isEmpty();
    }

    @Test
    void whatAKilledSupervisorLeftIsRemovedByTheNextAndAnothersIsNot() throws Failed {
        KernelNamespaces.assumeHere();
        NamespaceNetwork left = NamespaceNetwork.make(names);
        try (NamespaceNetwork other = NamespaceNetwork.make(NamespaceNames.random())) {
            InetAddress host = other.host();
            NodePlace unused = left.place("node-1", 1);
            ClusterFolder cluster = new ClusterFolder(folder);
            cluster.write(new ClusterRecord(ProcessMark.of(ProcessHandle.current(), "java"), names, List.of()));
            List<String> said = new ArrayList<>();

            FolderHold.take(cluster, said::add).close();

            assertThat(said)
                    .containsExactly("ended what an earlier supervisor left: namespaces " + names.prefix() + "...");
            assertThat(traces(names)).isEmpty();
            assertThat(ip("-4", "route")).contains(host.getHostAddress());
        } finally {
            left.close();
        }
    }

    @Test
    void whereIpIsRefusedOneLineSaysWhy() throws IOException {
        Path refusing = folder.resolve("ip");
        Files.writeString(
                refusing,
                "#!/bin/sh\n[ \"$1\" = -json ] && exit\necho 'mkdir /run/netns failed: Permission denied'; exit 1\n");
        Files.setPosixFilePermissions(refusing, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> NamespaceNetwork.make(new IpCommand(refusing), names))
                .isInstanceOf(Failed.class)
                .hasMessage("ip: mkdir /run/netns failed: Permission denied");
    }

    @Test
    void aProgramThatIsNotThereIsOneLine() {
        assertThatThrownBy(() -> new IpCommand(folder.resolve("ip")).ask("netns"))
                .isInstanceOf(Failed.class)
                .hasMessageStartingWith("ip does not run: ")
                .hasMessageNotContaining("\n");
    }
}
