/**
 * The calls about groups and conversations: who acts, whether the fields are right, and what of the
 * outcome the caller is told. What they do is done by {@link
 * io.crossim.route.conversation.Conversations}.
 */
@NullMarked
package io.crossim.route.group;

import org.jspecify.annotations.NullMarked;
