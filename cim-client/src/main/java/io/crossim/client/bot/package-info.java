/**
 * The bot that answers while AI mode is on. Any other {@link io.crossim.client.bot.Bot} bean
 * replaces the built-in one.
 */
@NullMarked
package io.crossim.client.bot;

import org.jspecify.annotations.NullMarked;
