package io.backstop.shell;

/** Holds a root before its next step, so that a fault can begin at a simulated time. No result depends on it. */
@FunctionalInterface
public interface Gate {
    /** Never holds. */
    Gate OPEN = () -> true;

    /** Whether the root may go on now; asked again a little later if not. */
    boolean open();
}
