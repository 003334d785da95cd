package io.crossim.route.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands in one of their conversations. Fields without a value are left out.
 *
 * @param groupId null for a private conversation
 * @param peerId the other one of a private conversation; null for a group
 * @param name of the group, or of the peer
 * @param epoch a word that is another one when the log was lost
 * @param head the last place that the user gets
 * @param readSeq the user has read what stands up to here
 * @param unread messages of others behind what was read
 * @param mentions unread messages that name the user, of the last 100
 * @param role of the user in the group: {@code owner}, {@code admin} or {@code member}
 * @param version of the group
 * @param mutedUntil the user is not to be notified until then, in milliseconds since 1970; null
 *     when they are
 * @param last the entry at the head, of a long text the beginning; null when it is not kept any
 *     more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationSummary(
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable String name,
    String epoch,
    long head,
    long readSeq,
    long unread,
    int mentions,
    @Nullable String role,
    @Nullable Long version,
    @Nullable Long mutedUntil,
    @Nullable HistoryMessage last) {

  /** A summary with another time until which the user is not to be notified. */
  public ConversationSummary withMutedUntil(long time) {
    return new ConversationSummary(
        groupId, peerId, name, epoch, head, readSeq, unread, mentions, role, version, time, last);
  }
}
