package io.backstop.scenario.loader;

import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.scenario.drill.PlannedFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a drill: YAML, then the schema {@code drill.schema.json}, then everything a schema cannot say. */
public final class DrillLoader {
    private static final int VALUE_LIMIT = 10_000;
    private static final int NODES = 3;
    private static final int PARTITIONS = 16;
    private static final String[] KINDS = {
        "kill",
        "pause",
        "stop",
        "partition",
        "oneWay",
        "slowLink",
        "flap",
        "stopDatabase",
        "cutDatabase",
        "slowDatabase",
        "disturb",
        "rollingRestart",
        "join",
        "killAll"
    };

    /** Words that stand for whichever node it is at that moment. */
    private static final List<String> ROLES = List.of("oldest", "root", "adl", "fund");

    private final Field root;
    private final int nodes;
    private final Set<String> names = new TreeSet<>();

    private DrillLoader(Field root) {
        this.root = root;
        this.nodes = root.integer("nodes", NODES);
        for (int node = 1; node <= nodes; node++) {
            names.add("node-" + node);
        }
    }

    /**
     * The scenario of a file that is a scenario or a drill; of a drill, with its changes and seed.
     *
     * @param sets {@code path=value}, after the drill's own
     * @throws ScenarioException with one line of place, problem and expectation
     */
    public static LoadedScenario scenario(Path file, List<String> sets) {
        YamlDocument document = YamlReader.read(file.toString(), ScenarioLoader.read(file), VALUE_LIMIT);
        return document.root().has("scenario")
                ? load(file, sets).scenario()
                : ScenarioLoader.load(file, sets, OptionalLong.empty());
    }

    /**
     * The drill of a file.
     *
     * @param sets {@code path=value} for the scenario, after the drill's own
     * @throws ScenarioException with one line of place, problem and expectation
     */
    public static Drill load(Path file, List<String> sets) {
        String source = ScenarioLoader.read(file);
        YamlDocument document = YamlReader.read(file.toString(), source, VALUE_LIMIT);
        if (!document.root().isObject()) {
            throw new ScenarioException(document.sources().place("")
                    + ": not a drill: the document is no mapping; expected keys such as schema: 1");
        }
        new SchemaCheck(SchemaTree.ofDrills()).check(document);
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return new DrillLoader(Field.root(document)).drill(directory, sets);
    }

    private Drill drill(Path directory, List<String> sets) {
        Field scenario = root.get("scenario");
        Path path = directory.resolve(scenario.text()).normalize();
        List<String> changes = new ArrayList<>();
        root.items("set").forEach(set -> changes.add(set.text()));
        changes.addAll(sets);
        LoadedScenario loaded = ScenarioLoader.load(
                path,
                changes,
                root.find("seed").map(seed -> OptionalLong.of(seed.integer())).orElse(OptionalLong.empty()));
        List<PlannedFault> faults = new ArrayList<>();
        for (Field fault : root.items("faults")) {
            PlannedFault planned = planned(fault);
            if (planned.tick() > loaded.resolved().ticks()) {
                throw fault.error("the fault begins at tick " + planned.tick() + ", but the scenario ends at tick "
                        + loaded.resolved().ticks());
            }
            faults.add(planned);
        }
        faults.sort(Comparator.comparingLong(PlannedFault::tick).thenComparingInt(PlannedFault::pass));
        return new Drill(
                root.get("name").text(),
                root.text("description", ""),
                loaded,
                nodes,
                root.text("profile", "supervised"),
                root.integer("partitions", PARTITIONS),
                List.copyOf(faults));
    }

    private PlannedFault planned(Field fault) {
        Field at = fault.get("at");
        String kind = fault.exactlyOne(KINDS);
        requireUse("delay", fault, kind, "slowLink", "slowDatabase");
        requireUse("period", fault, kind, "flap");
        Fault what = fault(kind, fault.get(kind), fault);
        long lasts = fault.find("for").map(Field::positiveDuration).orElse(0L);
        if (lasts == 0 && mustEnd(what)) {
            throw fault.error(
                    fault.path() + " has no end; expected for: a time such as 12s, after which " + kind + " ends");
        }
        if (lasts > 0 && (what instanceof Fault.Join || what instanceof Fault.RollingRestart)) {
            throw fault.error(fault.path() + " ends by itself; leave out for");
        }
        return new PlannedFault(at.get("tick").integer(), at.integer("pass", 0), what, lasts);
    }

    private static void requireUse(String key, Field fault, String kind, String... kinds) {
        if (fault.has(key) && !List.of(kinds).contains(kind)) {
            throw fault.get(key)
                    .error(fault.path() + " has " + key + ", but " + kind + " takes none; only "
                            + String.join(" and ", kinds) + " do");
        }
    }

    private static boolean mustEnd(Fault fault) {
        return !(fault instanceof Fault.Kill
                || fault instanceof Fault.Stop
                || fault instanceof Fault.Join
                || fault instanceof Fault.RollingRestart);
    }

    private Fault fault(String kind, Field value, Field fault) {
        return switch (kind) {
            case "kill" -> new Fault.Kill(node(value));
            case "pause" -> new Fault.Pause(node(value));
            case "stop" -> new Fault.Stop(node(value));
            case "partition" -> new Fault.Partition(groups(value));
            case "oneWay" -> oneWay(value);
            case "slowLink" -> new Fault.SlowLink(groups(value), delay(fault));
            case "flap" -> new Fault.Flap(groups(value), period(fault));
            case "stopDatabase" -> new Fault.StopDatabase();
            case "cutDatabase" -> new Fault.CutDatabase(node(value));
            case "slowDatabase" -> new Fault.SlowDatabase(node(value), delay(fault));
            case "disturb" -> disturb(value);
            case "rollingRestart" -> new Fault.RollingRestart();
            case "join" -> new Fault.Join(joining(value));
            case "killAll" -> new Fault.KillAll();
            default -> throw new IllegalStateException(kind);
        };
    }

    private static Fault disturb(Field value) {
        double duplicates = share(value, "duplicates");
        double reordered = share(value, "reordered");
        if (duplicates == 0 && reordered == 0) {
            throw value.error(value.path() + " disturbs nothing; expected duplicates or reordered, such as 20%");
        }
        return new Fault.Disturb(duplicates, reordered);
    }

    private static double share(Field value, String key) {
        return value.find(key).map(share -> share.share().toDouble()).orElse(0.0);
    }

    private static long delay(Field fault) {
        return fault.get("delay").positiveDuration();
    }

    private static long period(Field fault) {
        return fault.get("period").positiveDuration();
    }

    private String node(Field value) {
        String name = value.text();
        if (!names.contains(name) && !ROLES.contains(name)) {
            throw unknown(
                    value, name, Stream.concat(names.stream(), ROLES.stream()).toList());
        }
        return name;
    }

    private static ScenarioException unknown(Field value, String name, Collection<String> known) {
        return value.error(
                "no node '" + name + "'; expected one of " + String.join(", ", known) + Nearest.hint(name, known));
    }

    /** A node that is to join: the next number. */
    private String joining(Field value) {
        String expected = "node-" + (names.size() + 1);
        if (!value.text().equals(expected)) {
            throw value.error(value.path() + " is '" + value.text() + "'; expected the next node, " + expected);
        }
        names.add(expected);
        return expected;
    }

    private Fault oneWay(Field value) {
        String from = plain(value.get("from"), value.get("from").text());
        String to = plain(value.get("to"), value.get("to").text());
        if (from.equals(to)) {
            throw value.error(value.path() + " goes from " + from + " to itself; expected two nodes");
        }
        return new Fault.OneWay(from, to);
    }

    private String plain(Field value, String name) {
        if (!names.contains(name)) {
            throw unknown(value, name, names);
        }
        return name;
    }

    /** Such as {@code node-1,node-2/node-3}. */
    private List<List<String>> groups(Field value) {
        List<List<String>> groups = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (String group : value.text().split("/", -1)) {
            List<String> members = new ArrayList<>();
            for (String name : group.split(",", -1)) {
                String member = plain(value, name.strip());
                if (!seen.add(member)) {
                    throw value.error(value.path() + " is '" + value.text()
                            + "'; expected groups of different nodes, such as node-1,node-2/node-3");
                }
                members.add(member);
            }
            groups.add(List.copyOf(members));
        }
        if (groups.size() < 2) {
            throw value.error(
                    value.path() + " is '" + value.text() + "'; expected at least two groups, separated by /");
        }
        return List.copyOf(groups);
    }
}
