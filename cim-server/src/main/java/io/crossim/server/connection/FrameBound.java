package io.crossim.server.connection;

/**
 * The largest frames that clients may send, in bytes without a length before them.
 *
 * @param beforeLogin until a route has accepted the login
 */
public record FrameBound(int beforeLogin, int afterLogin) {}
