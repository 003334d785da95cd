package io.crossim.persistence.session;

/** A connection that wants to be a user's session on a device. */
public record SessionClaim(
    long userId, String device, String server, String incarnation, long connection) {}
