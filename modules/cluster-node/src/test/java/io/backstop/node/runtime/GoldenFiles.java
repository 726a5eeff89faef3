package io.backstop.node.runtime;

import io.backstop.kernel.Event;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What earlier builds wrote: for each version of each event one file, its first line the bytes, the others the fields. A file is
 * never changed; a new version gets a new one.
 */
final class GoldenFiles {
    private static final long SEED = 20_251_010;

    /** The constants of the largest enum. */
    private static final int CONSTANTS = 7;

    private GoldenFiles() {}

    /** The codecs of all events, retired ones included. */
    static List<Codec<?>> events() {
        return Codecs.MODULES.stream()
                .flatMap(module -> module.codecs().stream())
                .filter(codec -> Event.class.isAssignableFrom(codec.type()))
                .toList();
    }

    static String fileName(Codec<?> codec) {
        return "golden/" + codec.manifest().replace(':', '-') + ".txt";
    }

    static String text(String resource) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no such file: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of facts of lending protocols and parties, which came after the first file of a run's event. */
    static final String DEBT_FACTS = "golden/run.advanced-1-debt.txt";

    private static void write(Path file, KryoTable table, Object value) throws IOException {
        if (!Files.exists(file)) {
            String bytes = HexFormat.of().formatHex(table.write(value));
            Files.writeString(file, bytes + "\n" + Samples.lines(value));
        }
    }

    private static RunEvent.Advanced debtFacts() {
        Samples samples = new Samples(SEED, CONSTANTS);
        List<Fact> facts = new ArrayList<>();
        for (Class<?> kind : DebtFact.class.getPermittedSubclasses()) {
            facts.add((Fact) samples.of(kind));
        }
        return new RunEvent.Advanced(facts);
    }

    /** Adds the files of new codecs to a folder of resources, and writes the table; never replaces an event's file. */
    public static void main(String[] arguments) throws IOException {
        Path resources = Path.of(arguments[0]);
        KryoTable table = Codecs.table();
        Files.writeString(resources.resolve("codec-table.txt"), String.join("\n", table.lines()) + "\n");
        Files.createDirectories(resources.resolve("golden"));
        for (Codec<?> codec : events()) {
            Path file = resources.resolve(fileName(codec));
            if (codec.writes()) {
                write(file, table, new Samples(SEED, CONSTANTS).of(codec.type()));
            }
        }
        write(resources.resolve(DEBT_FACTS), table, debtFacts());
    }
}
