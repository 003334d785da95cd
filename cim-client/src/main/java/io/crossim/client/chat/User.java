package io.crossim.client.chat;

/** Somebody who can be written to. */
public record User(long id, String name) {}
