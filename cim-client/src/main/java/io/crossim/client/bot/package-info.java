/**
 * Who answers while AI mode is on. The built-in bot steps aside for any other {@link
 * io.crossim.client.bot.Bot} bean.
 */
@NullMarked
package io.crossim.client.bot;

import org.jspecify.annotations.NullMarked;
