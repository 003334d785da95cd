package io.crossim.route.api;

/**
 * What {@code /group/change} and {@code /group/role} answer.
 *
 * @param version of the group, raised by every change
 */
public record GroupVersion(long version) {}
