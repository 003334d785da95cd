package io.crossim.server.gateway;

/**
 * The largest frames that clients may send, in bytes without the length prefix.
 *
 * @param beforeLogin while nobody has logged in
 */
record FrameBound(int beforeLogin, int afterLogin) {}
