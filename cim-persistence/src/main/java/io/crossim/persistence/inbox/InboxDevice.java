package io.crossim.persistence.inbox;

/** A user's device. */
public record InboxDevice(long userId, String device) {}
