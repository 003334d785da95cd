package io.crossim.persistence.inbox;

/**
 * How an inbox stands for a device.
 *
 * @param ackedSeq what the device has acknowledged
 * @param headSeq the last message of the inbox; 0 when there was none
 */
public record InboxState(String epoch, long ackedSeq, long headSeq) {}
