package io.backstop.kernel;

/** What a step answers to the parent. */
public interface Answer {}
