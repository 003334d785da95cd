package io.crossim.route.api;

/** A user, as answers name him. */
public record Account(long userId, String userName) {}
