package io.backstop.kernel;

/** What happened to an entity: the only way its state changes, and what its journal holds. */
public interface Event {}
