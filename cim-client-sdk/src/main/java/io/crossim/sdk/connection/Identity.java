package io.crossim.sdk.connection;

/** Who logs in. */
public record Identity(long userId, String userName, String device) {}
