package io.crossim.route.api;

/**
 * What {@code /group/join}, {@code /group/leave} and {@code /group/dismiss} answer.
 *
 * @param version of the group, raised by every change
 * @param seq the place of the change in the group's log; 0 when it was so already
 */
public record GroupPlace(long version, long seq) {}
