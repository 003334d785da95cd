package io.crossim.it.client;

/** An account. */
public record User(long id, String name) {}
