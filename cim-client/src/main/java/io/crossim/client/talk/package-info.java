/**
 * What becomes of a line that is not a command: it goes to everyone, to one user or to the bot, now
 * or later. Emoji, history and the errors of sending are looked after here.
 */
@NullMarked
package io.crossim.client.talk;

import org.jspecify.annotations.NullMarked;
