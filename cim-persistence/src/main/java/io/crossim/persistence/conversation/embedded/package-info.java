/**
 * Conversations in files of this process alone, for the single process. A write is handed to the
 * operating system before it is answered, so that kill -9 loses nothing.
 */
@NullMarked
package io.crossim.persistence.conversation.embedded;

import org.jspecify.annotations.NullMarked;
