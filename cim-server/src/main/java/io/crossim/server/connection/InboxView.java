package io.crossim.server.connection;

/**
 * An inbox as a device finds it when its session is bound.
 *
 * @param mayLack whether conversations may have something for the user that is not in it
 */
public record InboxView(String epoch, long ackedSeq, long headSeq, boolean mayLack) {}
