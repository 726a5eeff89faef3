package io.backstop.node.runtime;

import io.backstop.kernel.Event;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.KryoTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Adds the files of new codecs to a folder of resources, and writes the table; never replaces an event's file. */
    public static void main(String[] arguments) throws IOException {
        Path resources = Path.of(arguments[0]);
        KryoTable table = Codecs.table();
        Files.writeString(resources.resolve("codec-table.txt"), String.join("\n", table.lines()) + "\n");
        Files.createDirectories(resources.resolve("golden"));
        for (Codec<?> codec : events()) {
            Path file = resources.resolve(fileName(codec));
            if (codec.current() && !Files.exists(file)) {
                Object value = new Samples(SEED, CONSTANTS).of(codec.type());
                String bytes = HexFormat.of().formatHex(table.write(value));
                Files.writeString(file, bytes + "\n" + Samples.lines(value));
            }
        }
    }
}
