package io.crossim.server.connection;

/** An inbox as a device finds it at its login. */
public record InboxView(String epoch, long ackedSeq, long headSeq) {}
