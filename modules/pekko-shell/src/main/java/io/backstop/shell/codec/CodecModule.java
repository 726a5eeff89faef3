package io.backstop.shell.codec;

import java.util.List;

/** The codecs of one module; handed to the {@link KryoTable} by whoever wires a node. */
@FunctionalInterface
public interface CodecModule {
    /** The module's codecs, retired ones included. */
    List<Codec<?>> codecs();
}
