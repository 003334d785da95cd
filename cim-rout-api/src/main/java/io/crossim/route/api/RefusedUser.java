package io.crossim.route.api;

/**
 * A user whom a change of a group left as they are.
 *
 * @param code why: 7301 for no room, 9100 for no such user, 9302 for what the caller may not do to
 *     this user, 4000 for what failed and may be repeated
 */
public record RefusedUser(long userId, String code) {}
