package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /conversations} answers: some of the conversations of a user, in no order. One
 * may come twice.
 *
 * @param next to be given as {@code after} for the next page; null behind the last one
 */
public record ConversationList(List<ConversationSummary> conversations, @Nullable String next) {}
