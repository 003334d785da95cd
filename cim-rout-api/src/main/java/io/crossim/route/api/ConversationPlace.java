package io.crossim.route.api;

/**
 * What {@code /message/edit}, {@code /message/recall} and {@code /message/react} answer.
 *
 * @param conversationSeq the place of the change in the conversation's log; 0 when it was so
 *     already
 */
public record ConversationPlace(long conversationSeq) {}
