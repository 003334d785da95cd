package io.crossim.route.conversation;

/**
 * A user who is to be brought what their conversations have for them.
 *
 * @param withPairs whether their private conversations are looked at, too; they are anyway when the
 *     inbox had no room for something
 */
record CatchUpRequest(long userId, boolean withPairs) {}
