package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.runtime.Codecs;
import io.backstop.shell.codec.Codec;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.Fields;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.RunActor;
import io.backstop.simulation.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** A build later than this one: it has a second version of the run's event, and reads the first. */
public final class NextBuild implements CodecModule {
    static final String VERSION = "0.2.0";
    static final String MANIFEST = "run.advanced:2";

    private static final String FIRST = "run.advanced:1";
    private static final Path MODULES = Path.of("src/main/java/io/backstop/node/runtime/Codecs.java");
    private static final String LAST_MODULE = "new PartyActor());";
    private static final String ONE_MORE = "new PartyActor(), new " + NextBuild.class.getName() + "());";

    /** As a node of that build has it. */
    static KryoTable table() {
        List<CodecModule> modules = new ArrayList<>(Codecs.MODULES);
        modules.add(new NextBuild());
        return new KryoTable(modules);
    }

    /** Classes and resources of that build, to stand before this one's. */
    static Path in(Path folder) throws IOException {
        Path source = folder.resolve(MODULES.getFileName());
        String modules = Files.readString(MODULES);
        assertThat(modules).contains(LAST_MODULE);
        Files.writeString(source, modules.replace(LAST_MODULE, ONE_MORE));
        Path classes = folder.resolve("next-build");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(errors).isZero();
        Files.writeString(classes.resolve("io/backstop/node/version.properties"), "version=" + VERSION + "\n");
        return classes;
    }

    @Override
    public List<Codec<?>> codecs() {
        return List.of(secondVersion());
    }

    /** One field more, before those of the first version. */
    @SuppressWarnings("unchecked") // the manifest tells the type
    private static Codec<RunEvent.Advanced> secondVersion() {
        Codec<RunEvent.Advanced> first = (Codec<RunEvent.Advanced>) new RunActor()
                .codecs().stream()
                        .filter(codec -> codec.manifest().equals(FIRST))
                        .findFirst()
                        .orElseThrow();
        return Codec.of(
                9_999,
                MANIFEST,
                RunEvent.Advanced.class,
                (out, advanced) -> {
                    Fields.text(out, "one field more");
                    first.write(out, advanced);
                },
                in -> {
                    assertThat(Fields.text(in)).isEqualTo("one field more");
                    return first.read(in);
                });
    }
}
