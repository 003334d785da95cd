/**
 * Conversations in memory, for tests and for a single process that may forget. They end with the
 * process.
 */
@NullMarked
package io.crossim.persistence.conversation.memory;

import org.jspecify.annotations.NullMarked;
