/**
 * What the console needs of a chat: sending, who is online, and what happens. Nothing here knows
 * how the messages travel.
 */
@NullMarked
package io.crossim.client.chat;

import org.jspecify.annotations.NullMarked;
