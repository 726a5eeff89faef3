package io.backstop.kernel;

/** What a read step asks; the answer is a pure function of the persisted state and the query. */
public interface Query {}
