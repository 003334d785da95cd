/**
 * Conversations: one ordered log for each group and each pair of users, with the members of the
 * group beside it. A message is accepted when the log has it; inboxes get references to its place.
 */
@NullMarked
package io.crossim.persistence.conversation;

import org.jspecify.annotations.NullMarked;
