package io.crossim.route.api;

import java.util.List;

/**
 * What {@code GET /history} answers.
 *
 * @param epoch a word that is another one when the log was lost
 * @param floor the caller may read what stands above this place
 * @param head the last place that the caller may read
 * @param more whether there is more behind these messages, or, for those before a place, before
 *     them
 * @param messages by ascending places
 */
public record HistoryPage(
    String epoch, long floor, long head, boolean more, List<HistoryMessage> messages) {}
