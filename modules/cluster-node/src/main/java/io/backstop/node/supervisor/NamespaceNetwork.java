package io.backstop.node.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.supervisor.IpCommand.Failed;
import io.backstop.node.supervisor.LinkPolicy.Cut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Each node in a network namespace of its own, and one that routes between them. A cut link loses packets there. */
final class NamespaceNetwork implements NodeNetwork {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceNetwork.class);
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Path DEVICES = Path.of("/sys/class/net");
    private static final int TRIES_FOR_A_SUBNET = 5;
    private static final String TAKEN = "File exists";

    /** Nobody else is at these addresses. */
    private static final int PORT = 25520;

    private static final int HTTP_PORT = 8001;

    private final IpCommand ip;
    private final NamespaceLines lines;
    private final SortedMap<String, Integer> numbers = new TreeMap<>();
    private final SortedMap<String, RoutedLink> links = new TreeMap<>();

    private NamespaceNetwork(IpCommand ip, NamespaceLines lines) {
        this.ip = ip;
        this.lines = lines;
    }

    /**
     * Makes the router.
     *
     * @throws CommandFailure if this machine or this user cannot; then nothing is left
     */
    static NamespaceNetwork make(NamespaceNames names) {
        try {
            return make(IpCommand.find(), names);
        } catch (Failed failed) {
            throw impossible(failed);
        }
    }

    static NamespaceNetwork make(IpCommand ip, NamespaceNames names) throws Failed {
        for (int tried = 0; tried < TRIES_FOR_A_SUBNET; tried++) {
            Optional<NamespaceNetwork> made = tryToMake(ip, names);
            if (made.isPresent()) {
                return made.get();
            }
        }
        throw new Failed("others take every subnet of " + Subnet.ALL + " first");
    }

    /** Nothing if another cluster was quicker to take the subnet. */
    private static Optional<NamespaceNetwork> tryToMake(IpCommand ip, NamespaceNames names) throws Failed {
        NamespaceLines lines = new NamespaceLines(names, freeSubnet(ip));
        try {
            ip.batch(lines.router());
            return Optional.of(new NamespaceNetwork(ip, lines));
        } catch (Failed failed) {
            boolean unused = remove(ip, names);
            if (String.valueOf(failed.getMessage()).contains(TAKEN)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static Subnet freeSubnet(IpCommand ip) throws Failed {
        try {
            return Subnet.free(ip.ask("-json", "-4", "route", "show", "table", "all", "root", Subnet.ALL))
                    .findFirst()
                    .orElseThrow(() -> new Failed("routes of this machine take all of " + Subnet.ALL));
        } catch (JsonProcessingException e) {
            throw new Failed("ip does not list routes as JSON: " + e.getOriginalMessage());
        }
    }

    /** Makes a router and takes it away. */
    static void requireHere() {
        make(NamespaceNames.random()).close();
    }

    private static CommandFailure impossible(Failed failed) {
        return CommandFailure.badInput(
                "--network namespaces does not work here, it needs root on Linux and iproute2: " + failed.getMessage(),
                failed);
    }

    /**
     * Removes what a killed supervisor left.
     *
     * @return whether there was anything
     */
    static boolean removeLeftBehind(NamespaceNames names) {
        if (!isThere(names)) {
            return false;
        }
        try {
            return remove(IpCommand.find(), names);
        } catch (Failed failed) {
            throw CommandFailure.atRunTime(
                    "the namespaces " + names.prefix() + "... are not removed: " + failed.getMessage(), failed);
        }
    }

    private static boolean isThere(NamespaceNames names) {
        return hasDevice(names) || !namespaces(names).isEmpty();
    }

    private static boolean remove(IpCommand ip, NamespaceNames names) throws Failed {
        List<String> remove = NamespaceLines.remove(names, hasDevice(names), namespaces(names));
        if (!remove.isEmpty()) {
            ip.batch(remove);
        }
        return !remove.isEmpty();
    }

    private static boolean hasDevice(NamespaceNames names) {
        return Files.exists(DEVICES.resolve(names.device()));
    }

    private static List<String> namespaces(NamespaceNames names) {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(NAMESPACES)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(names.prefix()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + NAMESPACES, e);
        }
    }

    @Override
    public String address(String node, int number) {
        return lines.subnet().node(number) + ":" + PORT;
    }

    @Override
    public synchronized NodePlace place(String node, int number) {
        if (!numbers.containsKey(node)) {
            change(lines.node(node, number));
            numbers.put(node, number);
        }
        return new NodePlace(
                lines.subnet().node(number),
                PORT,
                PORT,
                HTTP_PORT,
                null,
                List.of(ip.program().toString(), "netns", "exec", lines.names().node(node)));
    }

    private void change(List<String> batch) {
        try {
            ip.batch(batch);
        } catch (Failed failed) {
            throw CommandFailure.atRunTime(
                    "the network between the nodes does not change: " + failed.getMessage(), failed);
        }
    }

    @Override
    public synchronized Link between(String from, String to) {
        int source = number(from);
        int target = number(to);
        return links.computeIfAbsent(
                from + " > " + to,
                key -> new RoutedLink(from, to, policy -> {
                    boolean cut = policy instanceof Cut;
                    change(List.of(cut ? lines.cut(source, target) : lines.pass(source, target)));
                }));
    }

    private int number(String node) {
        Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalArgumentException("no namespace of " + node);
        }
        return number;
    }

    @Override
    public synchronized List<Link> links() {
        return List.copyOf(links.values());
    }

    /** They can. */
    @Override
    public void requireSources() {}

    @Override
    public InetAddress host() {
        return address(lines.subnet().host());
    }

    /** Other machines may be able to send to {@link #host}, but not from there. */
    @Override
    public synchronized boolean mayComeFrom(String node, InetAddress source) {
        return source.equals(address(lines.subnet().node(number(node))));
    }

    private static InetAddress address(String numeric) {
        try {
            return InetAddress.getByName(numeric);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four numbers are an address", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            boolean unused = remove(ip, lines.names());
        } catch (Failed failed) {
            LOG.warn("the namespaces {}... are not removed: {}", lines.names().prefix(), failed.getMessage());
        }
    }
}
