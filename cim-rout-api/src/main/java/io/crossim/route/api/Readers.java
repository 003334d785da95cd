package io.crossim.route.api;

import java.util.List;

/**
 * What {@code GET /readers} answers of a place in a group of at most 100 members.
 *
 * @param seq the place that was asked for
 * @param read the members who have read it
 * @param delivered the members who have it on one of their devices, but have not read it
 */
public record Readers(long seq, List<Long> read, List<Long> delivered) {}
