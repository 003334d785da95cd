package io.crossim.persistence.session;

/**
 * Where a user's device is connected.
 *
 * @param server the server's name in discovery, {@code host:cimServerPort:httpPort}
 * @param incarnation the process of that server; when it is dead, the session is as good as absent
 * @param connection unique within the incarnation
 * @param generation given by the store; a later session of the same user and device has a higher
 */
public record Session(
    long userId,
    String device,
    String server,
    String incarnation,
    long connection,
    long generation) {}
