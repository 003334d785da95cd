/**
 * Conversations: what is posted to them goes into their log first, and then as references into the
 * inboxes of their members. Whoever misses something is found by a login or by the sweeper.
 */
@NullMarked
package io.crossim.route.conversation;

import org.jspecify.annotations.NullMarked;
