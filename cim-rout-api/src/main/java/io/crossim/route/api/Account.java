package io.crossim.route.api;

/** A user, as answers name them. */
public record Account(long userId, String userName) {}
