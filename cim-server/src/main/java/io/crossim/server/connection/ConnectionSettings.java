package io.crossim.server.connection;

import com.google.common.base.Ticker;

/**
 * What all connections of a server share.
 *
 * @param dialects that clients may speak
 * @param maxPending the most bytes that wait for one client, before its login is accepted and after
 */
public record ConnectionSettings(
    Ticker ticker, CloseLog closes, Dialects dialects, int maxPending) {}
