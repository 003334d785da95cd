package io.crossim.route.api;

/**
 * The cim-server that a login chose.
 *
 * @param ip an address or a name that the client can reach
 */
public record ServerAddress(String ip, int cimServerPort, int httpPort) {}
