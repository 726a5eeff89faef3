package io.backstop.node.supervisor;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What belongs to one cluster in the kernel, by its names.
 *
 * @param id eight hexadecimal digits that no other cluster has
 */
record NamespaceNames(String id) {
    private static final int ID_BYTES = 4;

    NamespaceNames {
        if (!id.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("'" + id + "' is not eight hexadecimal digits");
        }
    }

    static NamespaceNames random() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return new NamespaceNames(HexFormat.of().formatHex(id));
    }

    /** How the name of each namespace begins. */
    String prefix() {
        return "backstop-" + id + "-";
    }

    /** The namespace that all packets go through. */
    String router() {
        return prefix() + "router";
    }

    String node(String node) {
        return prefix() + node;
    }

    /** This machine's end of its link to the router; the kernel allows 15 characters. */
    String device() {
        return "bs-" + id;
    }
}
