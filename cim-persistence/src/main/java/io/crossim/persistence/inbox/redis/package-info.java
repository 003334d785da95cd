/**
 * Inboxes in Redis: the log of a user is a stream, and every change is one script over the keys of
 * that user, which lie in one slot.
 */
@NullMarked
package io.crossim.persistence.inbox.redis;

import org.jspecify.annotations.NullMarked;
