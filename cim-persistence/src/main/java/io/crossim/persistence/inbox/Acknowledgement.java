package io.crossim.persistence.inbox;

/** Everything up to this sequence number is done with on a device. */
public record Acknowledgement(long userId, String device, String epoch, long seq) {}
