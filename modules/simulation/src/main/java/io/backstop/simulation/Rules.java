package io.backstop.simulation;

/** The rules that decide an outcome, as one version. */
public final class Rules {
    /**
     * Changes whenever the same scenario and seed may give other facts; a run that began under another version is not
     * continued.
     */
    public static final String VERSION = "1";

    private Rules() {}
}
