/**
 * Conversations in Redis: the log is a stream, and every change is one script over the keys of the
 * conversation, which lie in the slot of its shard.
 */
@NullMarked
package io.crossim.persistence.conversation.redis;

import org.jspecify.annotations.NullMarked;
