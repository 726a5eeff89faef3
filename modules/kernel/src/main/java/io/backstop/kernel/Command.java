package io.backstop.kernel;

/** What a writing step asks; it makes exactly one event. */
public interface Command {}
