package io.crossim.route.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a conversation's log, as it stands now. Fields without a value are left out.
 *
 * @param seq the place in the log
 * @param messageId unique in the conversation and rising
 * @param sentAt when it was stored, in milliseconds since 1970
 * @param kind {@code CONTENT} for a message, {@code EDIT}, {@code RECALL} and {@code REACTION} for
 *     what is done to one, {@code JOINED}, {@code LEFT} and {@code CHANGED} for what is done to the
 *     group
 * @param senderId who has sent or done it; 0 for the system
 * @param senderName null for the system, and for what is recalled
 * @param contentType null for text/plain
 * @param msg the text, after its last edit, or the reaction; null for what has none, and for what
 *     is recalled
 * @param body instead of msg for bytes that are no text, in Base64
 * @param refersTo the place of the message that it answers, or that is edited, recalled or reacted
 *     to
 * @param mentions members whom the text names
 * @param mentionsAll whether the text names every member
 * @param users who joined or left, or whose role is another one
 * @param recalled whether it was taken back; of EDIT also when a later edit replaced it
 * @param edited whether the text is that of an edit
 * @param reactions how many members gave each reaction
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryMessage(
    long seq,
    String messageId,
    long sentAt,
    String kind,
    long senderId,
    @Nullable String senderName,
    @Nullable String clientMsgId,
    @Nullable String contentType,
    @Nullable String msg,
    @Nullable String body,
    @Nullable Long refersTo,
    @Nullable List<Long> mentions,
    @Nullable Boolean mentionsAll,
    @Nullable List<Long> users,
    @Nullable Boolean recalled,
    @Nullable Boolean edited,
    @Nullable Map<String, Integer> reactions) {}
