package io.crossim.it.client;

/** The server that a login chose. */
public record ServerAt(String host, int tcpPort, int httpPort) {}
