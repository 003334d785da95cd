package io.crossim.route.api;

import java.util.List;

/**
 * What {@code GET /blocked} answers.
 *
 * @param users whom the user has blocked, by ascending ids; at most 1,000
 */
public record BlockedUsers(List<Long> users) {}
