package io.backstop.node;

/** What the launcher knows of the terminal; Java cannot tell where its standard error goes. */
final class Terminal {
    private static final String PROPERTY = "backstop.terminal";

    private Terminal() {}

    static boolean onStandardError() {
        return Boolean.getBoolean(PROPERTY);
    }
}
