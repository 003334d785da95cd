package io.crossim.server.gateway;

/**
 * The largest frames that clients may send, in bytes without the length prefix.
 *
 * @param beforeLogin until a route has accepted the login
 */
record FrameBound(int beforeLogin, int afterLogin) {}
