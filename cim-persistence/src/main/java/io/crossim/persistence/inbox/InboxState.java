package io.crossim.persistence.inbox;

/**
 * How an inbox stands for a device.
 *
 * @param ackedSeq what the device has acknowledged
 * @param headSeq the last message of the inbox; 0 when there was none
 * @param mayLack whether a user who is bound now may lack something that their conversations have:
 *     the inbox follows groups, or is {@link InboxPage#behind}, or the store does not know. It is
 *     as of the call: whatever was followed before counts
 */
public record InboxState(String epoch, long ackedSeq, long headSeq, boolean mayLack) {

  /** One of an inbox to which conversations have nothing to bring. */
  public InboxState(String epoch, long ackedSeq, long headSeq) {
    this(epoch, ackedSeq, headSeq, /* mayLack= */ false);
  }
}
