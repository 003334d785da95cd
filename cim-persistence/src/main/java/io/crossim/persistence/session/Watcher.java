package io.crossim.persistence.session;

/**
 * A server that wants to know when sessions of users begin and end.
 *
 * @param server its name in discovery
 * @param incarnation of that very process
 */
public record Watcher(String server, String incarnation) {}
