package io.crossim.it.client;

/** A group with members. */
public record Group(long id, String name) {}
