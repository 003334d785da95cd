package io.crossim.persistence.conversation;

/**
 * What is told of a group.
 *
 * @param version raised by every change
 * @param createdAt milliseconds since 1970 by the store's clock
 */
public record GroupInfo(
    long groupId,
    String name,
    GroupSettings settings,
    long version,
    int memberCount,
    long createdAt,
    boolean isDismissed) {}
