/**
 * Inboxes: one ordered log of messages per user, with the acknowledgements of their devices. The
 * truth about what was accepted; everything that is pushed is only a hint at it.
 */
@NullMarked
package io.crossim.persistence.inbox;

import org.jspecify.annotations.NullMarked;
